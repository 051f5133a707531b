"""A recording in whatever a phone or a browser makes of it → the samples that the recogniser takes."""

from __future__ import annotations

import io
from typing import Any

RATE = 16_000  # what the recogniser was taught with
READERS = ((0, b"OggS", "ogg"), (0, b"\x1a\x45\xdf\xa3", "matroska"), (4, b"ftyp", "mp4"))  # Telegram; Chrome; Safari


def samples(sound: bytes, longest: float) -> Any:
    """The first `longest` seconds of a recording: a float array, one channel, `RATE` a second.

    It comes from strangers, so it is read as the container that its first bytes name and as nothing else (some of what
    FFmpeg can read tells it to open other files), and no further than is listened to.

    Raises:
        ValueError: it is no recording of a kind that phones and browsers make.
    """
    import av
    import numpy

    reader = next((name for at, mark, name in READERS if sound[at : at + len(mark)] == mark), None)
    if reader is None:
        raise ValueError("no recording that is known here")
    wanted, pieces, count = int(longest * RATE), [], 0
    to_mono = av.AudioResampler(format="flt", layout="mono", rate=RATE)
    try:
        with av.open(io.BytesIO(sound), "r", format=reader, metadata_errors="ignore") as container:
            for frame in container.decode(audio=0):
                frame.pts = None  # what a stranger says about its time is not needed
                for piece in to_mono.resample(frame):
                    pieces.append(piece.to_ndarray()[0])
                    count += len(pieces[-1])
                if count >= wanted:
                    break
    except (av.FFmpegError, IndexError) as error:  # a recording cut short still says what it says
        if not pieces:
            raise ValueError("a recording that cannot be read") from error
    if not pieces:
        raise ValueError("a recording without sound")
    return numpy.concatenate(pieces)[:wanted]

"""Recordings of strangers: the containers that phones and browsers make, only those, and no longer than is listened to."""

from __future__ import annotations

import io

import pytest

from bot.speech.ears import installed
from bot.speech.sound import RATE, samples

needs_ears = pytest.mark.skipif(not installed(), reason="the voice group is not installed")


def recorded(container: str, codec: str, seconds: float, *, rate: int = 48_000, layout: str = "mono") -> bytes:
    """A tone of 440 Hz, as a browser would record it."""
    av, numpy = pytest.importorskip("av"), pytest.importorskip("numpy")
    out = io.BytesIO()
    with av.open(out, "w", format=container) as made:
        stream = made.add_stream(codec, rate=rate, layout=layout)
        tone = 0.4 * numpy.sin(2 * numpy.pi * 440 * numpy.arange(int(seconds * rate)) / rate)
        channels = 2 if layout == "stereo" else 1
        frame = av.AudioFrame.from_ndarray(numpy.tile(tone.astype("float32"), (channels, 1)), "fltp", layout)
        frame.sample_rate = rate
        for packet in (*stream.encode(frame), *stream.encode(None)):
            made.mux(packet)
    return out.getvalue()


@needs_ears
@pytest.mark.parametrize(
    ("container", "codec", "layout"),
    [("webm", "libopus", "mono"), ("ogg", "libopus", "stereo"), ("mp4", "aac", "mono")],
)
def test_what_browsers_record_is_read(container: str, codec: str, layout: str) -> None:
    numpy = pytest.importorskip("numpy")
    heard = samples(recorded(container, codec, 2.0, layout=layout), 30)
    assert heard.ndim == 1
    assert abs(len(heard) / RATE - 2.0) < 0.1
    spectrum = numpy.abs(numpy.fft.rfft(heard[:RATE]))
    assert abs(int(spectrum.argmax()) - 440) <= 2  # at its own pitch: neither faster nor slower


@needs_ears
def test_no_more_is_read_than_is_listened_to() -> None:
    assert len(samples(recorded("webm", "libopus", 5.0), 1.5)) == 1.5 * RATE


@needs_ears
def test_a_recording_that_was_cut_off_still_says_its_beginning() -> None:
    whole = recorded("webm", "libopus", 4.0)
    assert len(samples(whole[: len(whole) // 2], 30)) > RATE


@pytest.mark.parametrize(
    "bad",
    [
        b"",
        b"this is no sound",
        b"#EXTM3U\n#EXTINF:1,\nfile:///etc/passwd\n",  # a list that tells the reader to open files
        b"ffconcat version 1.0\nfile /etc/passwd\n",
        b"OggS",
        b"\x1a\x45\xdf\xa3" + b"\0" * 100,
        b"\0\0\0\x18ftypisom" + b"\0" * 100,
    ],
)
@needs_ears
def test_anything_else_is_refused(bad: bytes) -> None:
    with pytest.raises(ValueError):
        samples(bad, 30)

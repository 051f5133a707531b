"""What a library imports for a case that is not ours: it is loaded when it is first used, if it ever is."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from threading import Lock
from types import ModuleType
from typing import Any

_letting_go = Lock()


@contextmanager
def later(*names: str) -> Iterator[None]:
    """Put modules off that are not loaded yet, while a library is imported that imports them; a package before what is inside it.
    Afterwards whoever imports them has the real ones, and so has that library as soon as it uses them."""
    for name in names:
        if name not in sys.modules:
            module = sys.modules[name] = _Module(name)
            package, _, own = name.rpartition(".")
            if isinstance(sys.modules.get(package), _Module):
                setattr(sys.modules[package], own, module)
    try:
        yield
    finally:
        _let_go()


def _let_go() -> None:
    with _letting_go:
        for name, module in list(sys.modules.items()):
            if isinstance(module, _Module):
                del sys.modules[name]


class _Module(ModuleType):
    """Stands for a module: what is taken from it while it is put off are stand-ins."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            return _Thing(self, name)
        return getattr(import_module(self.__name__), name)


class _Thing:
    """Stands for a class or a function of a module where it is only named: in an annotation, or in `isinstance`."""

    def __init__(self, module: ModuleType, name: str) -> None:
        self._module, self._name = module, name

    def _real(self) -> Any:
        _let_go()
        return getattr(self._module, self._name)

    def __call__(self, *args: Any, **options: Any) -> Any:
        return self._real()(*args, **options)

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(self._real(), name)

    def __mro_entries__(self, bases: tuple[Any, ...]) -> tuple[Any, ...]:
        return (self._real(),)

    def __instancecheck__(self, value: object) -> bool:
        loaded = sys.modules.get(self._module.__name__)
        if loaded is None or loaded is self._module:
            return False  # nothing can be one yet
        return isinstance(value, self._real())

    def __getitem__(self, of: Any) -> _Thing:
        return self

    def __or__(self, other: Any) -> _Thing:
        return self

    __ror__ = __or__

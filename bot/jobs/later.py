"""Libraries that a library imports for a case that is not ours: they are loaded when they are first used, if they ever are."""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any


class _Later(ModuleType):
    """Stands for a module of its name until something of it is asked for."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            put_off = [each for each, module in sys.modules.items() if isinstance(module, _Later)]
            for each in put_off:
                del sys.modules[each]
        return getattr(import_module(self.__name__), name)


def later(*names: str) -> None:
    """Put modules off that are not loaded yet; a package before what is inside it."""
    for name in names:
        if name not in sys.modules:
            module = sys.modules[name] = _Later(name)
            package, _, own = name.rpartition(".")
            if isinstance(sys.modules.get(package), _Later):
                setattr(sys.modules[package], own, module)

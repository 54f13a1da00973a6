"""Loads allauth's part for passkeys where one is used: fido2 and cryptography take 10 MB of each web process."""

import importlib
import sys
from threading import RLock
from types import ModuleType
from typing import Any

NAME = "allauth.mfa.webauthn.internal.auth"


class _Later(ModuleType):
    """Stands for a module until a name of it is asked for; `importlib.util.LazyLoader` of Python 3.11 does not hold across threads."""

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.__dict__["_lock"] = RLock()

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        with self._lock:
            if self.__dict__.get("_module") is None:
                self.__dict__["_module"] = _load(self.__name__)
        return getattr(self._module, name)


def load_on_demand() -> None:
    """Have passkeys loaded by the first request that needs them; to be called before allauth's addresses are."""
    if NAME not in sys.modules:
        sys.modules[NAME] = _Later(NAME)


def _load(name: str) -> ModuleType:
    sys.modules.pop(name, None)
    return importlib.import_module(name)

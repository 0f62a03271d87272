"""Planting a fault in this very process: the code of each function that an edit of the shipped text changes is exchanged.

Whoever has imported the function gets the fault, and nothing is started anew. The edit is one of text, as in `planting`; one that
would change anything but the bodies of functions is refused, since only those can be exchanged.
"""

from __future__ import annotations

import ast
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from functools import cached_property
from importlib import import_module
from inspect import unwrap
from types import CodeType, FunctionType, ModuleType
from typing import Any

from tests.noninterference.planting import ROOT, Fault

DEFINITIONS = (ast.FunctionDef, ast.AsyncFunctionDef)


@contextmanager
def swapped(fault: Fault) -> Iterator[None]:
    """While this holds, the shipped code has the fault in it."""
    with ExitStack() as stack:
        for file in dict.fromkeys(file for file, _, _ in fault.edits):
            stack.enter_context(_edited(fault, file))
        yield


@contextmanager
def _edited(fault: Fault, file: str) -> Iterator[None]:
    path = ROOT / "app" / file
    shipped = text = path.read_text(encoding="utf-8")
    for _, old, new in (edit for edit in fault.edits if edit[0] == file):
        assert text.count(old) == 1, f"{fault.name}: the text to replace occurs {text.count(old)} times in {file}"
        text = text.replace(old, new)
    module = import_module(f"app.{file.removesuffix('.py').replace('/', '.')}")
    names = _changed(ast.parse(shipped), ast.parse(text))
    assert names, f"{fault.name}: nothing is changed in {file}"
    fresh = _codes(compile(text, str(path), "exec", dont_inherit=True))
    kept = [(function, function.__code__) for function in (_function(module, name) for name in names)]
    try:
        for function, _ in kept:
            function.__code__ = fresh[function.__code__.co_qualname]
        yield
    finally:
        for function, code in kept:
            function.__code__ = code


def _changed(shipped: ast.Module, edited: ast.Module) -> list[str]:
    """The functions that the edit changes; an error if it changes anything else."""
    before, after = dict(_parts(shipped)), dict(_parts(edited))
    different = [name for name in after if before.get(name) != after[name]]
    assert before.keys() == after.keys() and "" not in different, "only bodies of functions can be exchanged"
    return different


def _parts(module: ast.Module) -> Iterator[tuple[str, str]]:
    """The text of each function by its name, and under an empty name all that is no function."""
    rest: list[str] = []
    for node in module.body:
        if isinstance(node, DEFINITIONS):
            yield node.name, ast.dump(node)
        elif isinstance(node, ast.ClassDef):
            for inner in node.body:
                if isinstance(inner, DEFINITIONS):
                    yield f"{node.name}.{inner.name}", ast.dump(inner)
                else:
                    rest.append(ast.dump(inner))
        else:
            rest.append(ast.dump(node))
    yield "", "".join(rest)


def _codes(code: CodeType) -> dict[str, CodeType]:
    found: dict[str, CodeType] = {}
    for inner in (part for part in code.co_consts if isinstance(part, CodeType)):
        found |= {inner.co_qualname: inner, **_codes(inner)}
    return found


def _function(module: ModuleType, name: str) -> FunctionType:
    """The function itself, out of whatever is wrapped around it."""
    found: Any = module
    for part in name.split("."):
        found = found.__dict__[part] if isinstance(found, type) else getattr(found, part)
    if isinstance(found, property):
        found = found.fget
    elif isinstance(found, cached_property):
        found = found.func
    elif isinstance(found, staticmethod | classmethod):
        found = found.__func__
    function = unwrap(found)
    assert isinstance(function, FunctionType), f"{name} is no function"
    return function

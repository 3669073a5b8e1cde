"""The one piece of the kernels that is not compiled from Python: copying bytes between two arrays that do not overlap.

A loop over bytes is compiled as if writing might change what is read next, byte after byte. The processor's copy moves 32 or 64
at once where it knows the width (measured: texts into columns a third faster).
"""

from __future__ import annotations

from importlib import import_module
from typing import Any

from coda_parser.columnar import texts


def register_move(options: dict[str, Any]) -> None:
    """Say how `texts.move` is compiled, with these options; ImportError without numba."""
    types: Any = import_module("numba.core.types")
    cgutils: Any = import_module("numba.core.cgutils")
    extending: Any = import_module("numba.extending")

    @extending.intrinsic  # type: ignore[untyped-decorator,unused-ignore]
    def moved(_context: Any, data: Any, first: Any, width: Any, out: Any, cursor: Any) -> Any:  # noqa: ARG001 - types only
        def code(context: Any, builder: Any, signature: Any, args: Any) -> Any:
            source, target = (
                builder.gep(context.make_array(signature.args[at])(context, builder, args[at]).data, [args[at + place]])
                for at, place in ((0, 1), (3, 1))
            )
            cgutils.raw_memcpy(builder, target, source, args[2], 1)
            return context.get_dummy_value()

        return types.void(data, types.int64, types.int64, out, types.int64), code

    @extending.overload(texts.move, strict=False, jit_options=options)  # type: ignore[untyped-decorator,unused-ignore]
    def _move(data: Any, first: Any, width: Any, out: Any, cursor: Any) -> Any:  # noqa: ARG001 - numba reads the names
        return lambda data, first, width, out, cursor: moved(data, first, width, out, cursor)

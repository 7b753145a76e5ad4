"""Typed data between the confined process that runs a learner's notebook and the one that grades it.

A message is ``u32 length of the structure | structure | blob area``. The structure is msgpack that msgspec
validates against the types in `grading.wire.shapes` while it reads; the buffers of arrays and long texts lie
in the blob area, each byte of it used once. No pickle, no eval, no lookup by a name that came over the pipe
except in a fixed table. The decoder takes bytes that an attacker chose: it returns a value or raises
`WireError`, within bounded memory.

Values arrive as what they were: builtins, dates, paths, numpy and pandas. Subclasses arrive as their base,
``bytearray`` as ``bytes``, and a DataFrame without its ``attrs``. What is no data crosses as a `Reference`.
"""

from grading.wire import decoder_tables, encoder_tables  # noqa: F401  (they add the kinds of pandas)
from grading.wire.decoder import decode
from grading.wire.encoder import encode
from grading.wire.shapes import LIMITS, Reference, WireError, WireLimits

__all__ = ["LIMITS", "Reference", "WireError", "WireLimits", "decode", "encode"]

"""The square code, held against ReportLab's own encoder."""

from __future__ import annotations

import pytest
from reportlab.graphics.barcode.qrencoder import QR8bitByte, QRCode, QRErrorCorrectLevel

from desktop.printing.qr import modules


@pytest.mark.parametrize(
    "length", [1, 14, 15, 26, 42, 62, 63, 84, 85, 106, 122, 152, 213, 230, 400]
)
def test_it_is_the_code_of_the_standard(length: int) -> None:
    text = "".join(chr(33 + place * 7 % 90) for place in range(length))
    code = QRCode(None, QRErrorCorrectLevel.M)
    code.addData(QR8bitByte(text))
    code.version = code.calculate_version()
    code.makeImpl(False, 2)
    assert modules(text) == ["".join("01"[cell] for cell in row) for row in code.modules]

"""seeds.py SAMPLES FOLDER: the first inputs of each fuzz target, taken from the samples.

The broken packages are the best seeds: each is one step away from a rule. Packages larger than an input may be are left out.
"""

import pathlib
import struct
import sys
import zipfile
import zlib

samples, folder = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
limit = 65_536


def keep(target: str, name: str, data: bytes) -> None:
    if len(data) <= limit:
        (folder / f"{target}-seeds" / name.replace("/", "_")).write_bytes(data)


keep("FuzzManifest", "empty", b'<?xml version="1.0" encoding="UTF-8"?>\n<package/>\n')
for path in sorted(samples.glob("broken/*/*.zip")):
    data = path.read_bytes()
    keep("FuzzZip", f"{path.parent.name}-{path.name}", data)
    # A manifest lies stored or deflated under its own name; what this reader refuses is for the other target.
    try:
        with zipfile.ZipFile(path) as package:
            for info in package.infolist():
                if info.file_size > limit:
                    continue
                content = package.read(info)
                if info.filename == "manifest.xml":
                    keep("FuzzManifest", f"{path.parent.name}-{path.stem}", content)
                elif info.filename.lower().endswith((".dxf", ".dwg", ".ifc", ".png", ".jpg", ".tif", ".bmp", ".gif")):
                    keep("FuzzHeaders", f"{path.parent.name}-{path.stem}-{info.filename}", content)
                elif info.filename.lower().endswith(".pdf"):
                    keep("FuzzPlain", f"{path.parent.name}-{path.stem}-{info.filename}", content)
    except Exception:  # noqa: BLE001 - broken on purpose
        continue

header = "0\nSECTION\n2\nHEADER\n9\n$ACADVER\n1\nAC1032\n9\n$DWGCODEPAGE\n3\nANSI_936\n9\n$INSUNITS\n70\n4\n"
header += "9\n$EXTMIN\n10\n0.0\n20\n-1e3\n9\n$EXTMAX\n10\n841\n20\n594.5\n0\nENDSEC\n0\nEOF\n"
keep("FuzzHeaders", "plain.dxf", header.encode())
keep("FuzzHeaders", "windows.dxf", header.replace("\n", "\r\n").encode())
keep("FuzzHeaders", "plain.ifc", b"ISO-10303-21;\nHEADER;\nFILE_SCHEMA(('IFC4'));\nENDSEC;\n")
sentinel = bytes.fromhex("1F256D07D43628289D57CA3F9D44102B")
png = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBB", 13, b"IHDR", 64, 48, 8, 2, 0, 0, 0)
dwg = b"AC1032" + bytes(7) + struct.pack("<I", 0x20) + bytes(2) + struct.pack("<H", 39)
dwg = dwg.ljust(0x20, b"\0") + sentinel + struct.pack("<IBBII", 60, 1, 6, 0x50, len(png))
keep("FuzzHeaders", "preview.dwg", dwg.ljust(0x50, b"\0") + png)
keep("FuzzHeaders", "plain.png", png)
keep("FuzzHeaders", "plain.gif", b"GIF89a" + struct.pack("<HHB", 10, 10, 0x87))
keep("FuzzHeaders", "plain.bmp", b"BM" + bytes(12) + struct.pack("<IiiHH", 40, 10, -10, 1, 24) + bytes(24))
keep("FuzzHeaders", "plain.jpg", b"\xff\xd8\xff\xe0\x00\x04ab\xff\xc0\x00\x0b\x08\x00\x10\x00\x10\x01\x01\x11\x00")
tags = [(256, 3, 1, 10), (257, 3, 1, 10), (258, 3, 1, 8), (277, 3, 1, 1)]
tiff = b"II*\0" + struct.pack("<IH", 8, len(tags)) + b"".join(struct.pack("<HHII", *tag) for tag in tags)
keep("FuzzHeaders", "plain.tif", tiff + struct.pack("<I", 0))


def pdf(objects: list[bytes], packed: bool) -> bytes:
    """A plain PDF of these objects, with a table or, packed, with a stream of references and rows made from the row above."""
    data, places = b"%PDF-1.7\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(data))
        data += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start, count = len(data), len(objects) + 1
    if not packed:
        rows = b"0000000000 65535 f \n" + b"".join(b"%010d 00000 n \n" % place for place in places)
        return data + b"xref\n0 %d\n%btrailer\n<< /Size %d /Root 1 0 R >>\nstartxref\n%d\n%%%%EOF\n" % (count, rows, count, start)
    rows = [b"\0\0\0\xff"] + [struct.pack(">BHB", 1, place, 0) for place in places + [start]]
    above, lines = bytes(4), b""
    for line in rows:
        lines += b"\2" + bytes((a - b) % 256 for a, b in zip(line, above))
        above = line
    body = zlib.compress(lines)
    keys = b"/Type /XRef /Size %d /W [1 2 1] /Root 1 0 R /Filter /FlateDecode /DecodeParms << /Predictor 12 /Columns 4 >>" % (count + 1)
    return data + b"%d 0 obj\n<< %b /Length %d >>\nstream\n%b\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % (count, keys, len(body), body, start)


content = zlib.compress(b"0 0 m 595 842 l S\n")
page = [
    b"<< /Type /Catalog /Pages 2 0 R >>",
    b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
    b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << >> >>",
    b"<< /Length %d /Filter /FlateDecode >>\nstream\n%b\nendstream" % (len(content), content),
]
keep("FuzzPlain", "table.pdf", pdf(page, packed=False))
keep("FuzzPlain", "packed.pdf", pdf(page, packed=True))

"""seeds.py SAMPLES FOLDER: the first inputs of each fuzz target, taken from the samples.

The broken packages are the best seeds: each is one step away from a rule. Packages larger than an input may be are left out.
"""

import pathlib
import struct
import sys
import zipfile

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

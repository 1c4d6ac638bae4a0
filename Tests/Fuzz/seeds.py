"""seeds.py SAMPLES FOLDER: the first inputs of each fuzz target, taken from the samples.

The broken packages are the best seeds: each is one step away from a rule. Packages larger than an input may be are left out.
"""

import base64
import hashlib
import io
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


# A log of two entries. Its head was signed once, by keys that nobody needs any more; FuzzLog.swift trusts them.
entry = (
    b'{"act":"sheet.view","at":"2026-11-21T08:55:28.%03dZ","eff":"2026-11-21T08:55:28.%03dZ","id":"019a0000-0000-7000-8000-%012d","kind":"sheet",'
    b'"log":"log.example/fuzz/2026","req":"Miw4PbTTUf47hZWMUxhJq059TmJbRejYK4nYgp6DmuY=","res":"ok","role":"reviewer","v":1}'
)
entries = [entry % (number, number, number) for number in range(2)]
leaves = [hashlib.sha256(b"\0" + line).digest() for line in entries]
root, first, second = (base64.b64encode(hash) for hash in (hashlib.sha256(b"\1" + b"".join(leaves)).digest(), *leaves))
log_key = b"log.example/fuzz+da58392c+AepKbGPinFIKvvVQexMuxfmVR3auvr57kkIe6mkURtIs"
witness_key = b"witness.example/fuzz+086ebd9a+BBOY9ixtGkV8UbpqS189vS9p/KkyFiGNyJl+QWvRfZPK"
log_line = "— log.example/fuzz 2lg5LACvfJJrdD/KoqERJCNBLR9GaGAu/QmmnN9tvC144YyxanKKnERJ0SPJKnLYsZZVMvixw/6uF33nemRGdF7ltwg=\n".encode()
witness_line = (
    "— witness.example/fuzz "
    "CG69mgAAAABqsTuAkVCZS2AkuTOJ0/QszxwR7SxqitEWRH9o9XDb69cav9GhNVYA5Ngr65FBy/KJbOvRxL5vS+sq/zjCm1TmQ2PnCg==\n"
).encode()
checkpoint = b"log.example/fuzz\n2\n" + root + b"\n\n" + log_line + witness_line
bundle = b"".join(struct.pack(">H", len(line)) + line for line in entries)
digests = ["%064x %064x %d" % (number, number + 1, number) for number in range(3)] + ["%064x - 7" % 9]
exported = io.BytesIO()
with zipfile.ZipFile(exported, "w", zipfile.ZIP_DEFLATED) as archive:
    frame = b'{"conditions":"","covers":"selection","entries":2,"format":"lianshen-export/1","parts":1}'
    proofs = b'{"hashes":["%b"],"index":0}\n{"hashes":["%b"],"index":1}\n' % (second, first)
    for name, data in [
        ("checkpoint", checkpoint),
        ("export.json", frame),
        ("parts/00000/rows.jsonl", b"{}\n{}\n"),
        ("parts/00000/entries.jsonl", b"".join(line + b"\n" for line in entries)),
        ("parts/00000/proofs.jsonl", proofs),
        ("tile/0/000.p/2", b"".join(leaves)),
    ]:
        archive.writestr(zipfile.ZipInfo(name), data)

for name, data in [
    ("note", b"n" + checkpoint),
    ("signatures", b"s" + log_line + witness_line),
    ("policy", b"p# who\nlog " + log_key + b"\nwitness one " + witness_key + b" https://witness.example\ngroup g 1 one\nquorum g\n"),
    ("key", b"k" + log_key),
    ("witness-key", b"k" + witness_key),
    ("bundle", b"b\x02" + bundle),
    ("entry", b"e" + entries[0]),
    ("receipt", b"rc2sp.org/tlog-proof@v1\nextra " + base64.b64encode(entries[0]) + b"\nindex 0\n" + second + b"\n\n" + checkpoint),
    ("request", b"wold 1\n" + second + b"\n\n" + checkpoint),
    ("tile", b"atile/0/x001/x234/067.p/8"),
    ("entries", b"atile/entries/000"),
    ("contents", b"c" + ("lianshen-contents/1\n" + "".join(line + "\n" for line in sorted(digests))).encode()),
    ("export", b"x" + exported.getvalue()),
]:
    keep("FuzzLog", name, data)

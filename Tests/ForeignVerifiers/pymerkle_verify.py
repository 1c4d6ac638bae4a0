"""Checks a folder of a transparency log with pymerkle, which knows trees and proofs but neither notes nor tiles.

pymerkle_verify.py FOLDER [SIZE=ROOT ...]

Ends with 0 when the entries lead to the root of the checkpoint and of every head that was kept, 1 when not.
"""
import base64
import pathlib
import struct
import sys

from pymerkle import InmemoryTree, InvalidProof, verify_consistency, verify_inclusion


def refuse(reason):
    print('refused:', reason)
    sys.exit(1)


def name(number):
    """A number as paths have it: 1234067 is x001/x234/067."""
    groups = ['%03d' % (number % 1000)]
    while number >= 1000:
        number //= 1000
        groups.insert(0, 'x%03d' % (number % 1000))
    return '/'.join(groups)


def entries(folder, size):
    for first in range(0, size, 256):
        count = min(256, size - first)
        path = folder / 'tile' / 'entries' / (name(first // 256) + ('.p/%d' % count if count < 256 else ''))
        data, at = path.read_bytes(), 0
        for _ in range(count):
            if len(data) - at < 2:
                refuse('%s ends too early' % path)
            (length,) = struct.unpack_from('>H', data, at)
            at += 2
            if len(data) - at < length:
                refuse('%s ends too early' % path)
            yield data[at:at + length]
            at += length
        if at != len(data):
            refuse('%s has more than its entries' % path)


folder = pathlib.Path(sys.argv[1])
body = (folder / 'checkpoint').read_text().split('\n')
size, root = int(body[1]), base64.b64decode(body[2])
tree = InmemoryTree(algorithm='sha256')
for entry in entries(folder, size):
    tree.append_entry(entry)
if tree.get_root(size) != root:
    refuse('the entries do not lead to the root of the checkpoint')
for kept in sys.argv[2:]:
    old, _, text = kept.partition('=')
    old, old_root = int(old), base64.b64decode(text)
    if old > size:
        refuse('a head of %d entries was kept, the log shows %d' % (old, size))
    if tree.get_root(old) != old_root:
        refuse('the first %d entries are not those of the head that was kept' % old)
    try:
        verify_consistency(old_root, root, tree.prove_consistency(old, size), prior_size=old, later_size=size)
    except InvalidProof as fault:
        refuse(fault)

receipt = folder / 'receipt.tlog-proof'
if receipt.exists():
    lines = receipt.read_text().split('\n\n')[0].split('\n')[1:]
    index = int(next(line for line in lines if line.startswith('index '))[6:])
    ours = [base64.b64decode(line) for line in lines if not line.startswith(('index ', 'extra '))]
    theirs = tree.prove_inclusion(index + 1, size)
    verify_inclusion(tree.get_leaf(index + 1), root, theirs, index=index + 1, size=size)
    if theirs.path != [tree.get_leaf(index + 1)] + ours:
        refuse('the proof of the receipt is not that of entry %d' % index)
print('sound: %d entries' % size)

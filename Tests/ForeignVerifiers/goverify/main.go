// goverify checks a folder of a transparency log with the packages note and tlog of golang.org/x/mod/sumdb.
//
//	goverify FOLDER LOG-VKEY WITNESS-VKEY [SIZE=ROOT ...]
//
// Each SIZE=ROOT is a head that was kept earlier. Ends with 0 when the log is sound, 1 when it is refused, 2 when it was called wrongly.
//
// What is ours here: where tiles lie (tlog-tiles has no height in its paths), how entries lie in bundles, and the verifier of cosignature/v1. All
// hashing, proving and verifying is theirs.
package main

import (
	"bytes"
	"crypto/ed25519"
	"crypto/sha256"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

func refuse(format string, values ...interface{}) {
	fmt.Printf("refused: "+format+"\n", values...)
	os.Exit(1)
}

// cosigner verifies cosignature/v1 lines, which x/mod does not know.
type cosigner struct {
	name string
	hash uint32
	key  ed25519.PublicKey
}

func newCosigner(vkey string) (*cosigner, error) {
	parts := strings.SplitN(vkey, "+", 3)
	if len(parts) != 3 {
		return nil, fmt.Errorf("no key: %q", vkey)
	}
	material, err := base64.StdEncoding.DecodeString(parts[2])
	if err != nil || len(material) != 33 || material[0] != 4 {
		return nil, fmt.Errorf("no key of a cosigner: %q", vkey)
	}
	digest := sha256.Sum256(append([]byte(parts[0]+"\n"), material...))
	hash := binary.BigEndian.Uint32(digest[:])
	if fmt.Sprintf("%08x", hash) != parts[1] {
		return nil, fmt.Errorf("identifier of another key: %q", vkey)
	}
	return &cosigner{parts[0], hash, material[1:]}, nil
}

func (c *cosigner) Name() string    { return c.name }
func (c *cosigner) KeyHash() uint32 { return c.hash }
func (c *cosigner) Verify(message, signature []byte) bool {
	if len(signature) != 8+ed25519.SignatureSize {
		return false
	}
	time := binary.BigEndian.Uint64(signature)
	signed := fmt.Sprintf("cosignature/v1\ntime %d\n%s", time, message)
	return ed25519.Verify(c.key, []byte(signed), signature[8:])
}

// folder reads tiles of height 8 without the height in their paths.
type folder string

func (f folder) Height() int                     { return 8 }
func (f folder) SaveTiles([]tlog.Tile, [][]byte) {}
func (f folder) ReadTiles(tiles []tlog.Tile) ([][]byte, error) {
	var all [][]byte
	for _, tile := range tiles {
		data, err := os.ReadFile(filepath.Join(string(f), "tile", strings.TrimPrefix(tile.Path(), "tile/8/")))
		if err != nil {
			return nil, err
		}
		all = append(all, data)
	}
	return all, nil
}

// entries reads one bundle of count entries.
func (f folder) entries(index int64, count int) ([][]byte, error) {
	path := tlog.Tile{H: 8, L: 0, N: index, W: count}.Path()
	data, err := os.ReadFile(filepath.Join(string(f), "tile", "entries", strings.TrimPrefix(path, "tile/8/0/")))
	if err != nil {
		return nil, err
	}
	var entries [][]byte
	for len(entries) < count {
		if len(data) < 2 || len(data)-2 < int(binary.BigEndian.Uint16(data)) {
			return nil, fmt.Errorf("bundle %d ends inside entry %d", index, len(entries))
		}
		end := 2 + int(binary.BigEndian.Uint16(data))
		entries = append(entries, data[2:end])
		data = data[end:]
	}
	if len(data) != 0 {
		return nil, fmt.Errorf("bundle %d has more than its entries", index)
	}
	return entries, nil
}

// head opens the checkpoint: the log and the witness must both have signed it.
func head(f folder, log note.Verifier, witness *cosigner) tlog.Tree {
	text, err := os.ReadFile(filepath.Join(string(f), "checkpoint"))
	if err != nil {
		refuse("%v", err)
	}
	opened, err := note.Open(text, note.VerifierList(log, witness))
	if err != nil {
		refuse("checkpoint: %v", err)
	}
	signed := map[uint32]bool{}
	for _, signature := range opened.Sigs {
		signed[signature.Hash] = true
	}
	if !signed[log.KeyHash()] || !signed[witness.KeyHash()] {
		refuse("checkpoint: log signed: %v, witness signed: %v", signed[log.KeyHash()], signed[witness.KeyHash()])
	}
	lines := strings.Split(opened.Text, "\n")
	if len(lines) < 4 || lines[0] != log.Name() {
		refuse("checkpoint: not of %s", log.Name())
	}
	size, err := strconv.ParseInt(lines[1], 10, 64)
	if err != nil {
		refuse("checkpoint: %v", err)
	}
	root, err := tlog.ParseHash(lines[2])
	if err != nil {
		refuse("checkpoint: %v", err)
	}
	return tlog.Tree{N: size, Hash: root}
}

func main() {
	if len(os.Args) < 4 {
		fmt.Fprintln(os.Stderr, "usage: goverify FOLDER LOG-VKEY WITNESS-VKEY [SIZE=ROOT ...]")
		os.Exit(2)
	}
	f := folder(os.Args[1])
	log, err := note.NewVerifier(os.Args[2])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	witness, err := newCosigner(os.Args[3])
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(2)
	}
	tree := head(f, log, witness)

	// Every entry is hashed again, and the tree over them built anew.
	var stored []tlog.Hash
	known := tlog.HashReaderFunc(func(indexes []int64) ([]tlog.Hash, error) {
		var hashes []tlog.Hash
		for _, index := range indexes {
			hashes = append(hashes, stored[index])
		}
		return hashes, nil
	})
	var leaves []tlog.Hash
	for first := int64(0); first < tree.N; first += 256 {
		count := tree.N - first
		if count > 256 {
			count = 256
		}
		entries, err := f.entries(first/256, int(count))
		if err != nil {
			refuse("%v", err)
		}
		for place, entry := range entries {
			leaves = append(leaves, tlog.RecordHash(entry))
			hashes, err := tlog.StoredHashes(first+int64(place), entry, known)
			if err != nil {
				refuse("entry %d: %v", first+int64(place), err)
			}
			stored = append(stored, hashes...)
		}
	}
	if root, err := tlog.TreeHash(tree.N, known); err != nil || root != tree.Hash {
		refuse("the entries do not hash to the signed root")
	}

	// The tiles, each authenticated against the root, hold the hashes of these entries, and prove every one of them.
	tiles := tlog.TileHashReader(tree, f)
	for index, leaf := range leaves {
		found, err := tiles.ReadHashes([]int64{tlog.StoredHashIndex(0, int64(index))})
		if err != nil || found[0] != leaf {
			refuse("entry %d: %v", index, err)
		}
		if index%37 == 0 || int64(index) == tree.N-1 {
			proof, err := tlog.ProveRecord(tree.N, int64(index), tiles)
			if err != nil {
				refuse("entry %d: %v", index, err)
			}
			if err := tlog.CheckRecord(proof, tree.N, tree.Hash, int64(index), leaf); err != nil {
				refuse("entry %d: %v", index, err)
			}
		}
	}

	for _, kept := range os.Args[4:] {
		parts := strings.SplitN(kept, "=", 2)
		size, err := strconv.ParseInt(parts[0], 10, 64)
		if err != nil || len(parts) != 2 {
			fmt.Fprintf(os.Stderr, "no head: %q\n", kept)
			os.Exit(2)
		}
		root, err := tlog.ParseHash(parts[1])
		if err != nil {
			fmt.Fprintf(os.Stderr, "no head: %q\n", kept)
			os.Exit(2)
		}
		if size > tree.N {
			refuse("a head of %d entries was kept, the log shows %d", size, tree.N)
		}
		proof, err := tlog.ProveTree(tree.N, size, tiles)
		if err != nil {
			refuse("head of %d entries: %v", size, err)
		}
		if err := tlog.CheckTree(proof, tree.N, tree.Hash, size, root); err != nil {
			refuse("head of %d entries: %v", size, err)
		}
	}
	// A receipt's proof, when one is handed in, is that of x/mod byte by byte.
	if text, err := os.ReadFile(filepath.Join(string(f), "receipt.tlog-proof")); err == nil {
		checkReceipt(text, tree, leaves)
	}
	fmt.Printf("sound: %d entries\n", tree.N)
}

func checkReceipt(text []byte, tree tlog.Tree, leaves []tlog.Hash) {
	top := bytes.SplitN(text, []byte("\n\n"), 2)[0]
	index, proof := int64(-1), tlog.RecordProof{}
	for _, line := range strings.Split(string(top), "\n")[1:] {
		if strings.HasPrefix(line, "index ") {
			index, _ = strconv.ParseInt(line[6:], 10, 64)
		} else if hash, err := tlog.ParseHash(line); err == nil {
			proof = append(proof, hash)
		}
	}
	if index < 0 || index >= tree.N {
		refuse("receipt: index %d", index)
	}
	if err := tlog.CheckRecord(proof, tree.N, tree.Hash, index, leaves[index]); err != nil {
		refuse("receipt: %v", err)
	}
}

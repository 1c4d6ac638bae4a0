import CZlib

/// How to read names that carry no mark of their encoding.
public enum UnflaggedNames: Sendable, Hashable {
    /// All of the archive's unmarked names together: UTF-8 if every one is valid UTF-8, else GB18030 if every one is valid GB18030.
    case detect
    /// As UTF-8, whatever GB18030 would say.
    case utf8
    /// As GB18030: for the second try when the manifest knows none of the names that `detect` gave.
    case gb18030
}

extension Examination {
    /// Gives every record its text. One archive was packed by one tool on one machine, so the unmarked names are decided together: 18 of 100
    /// single-character GBK names are valid UTF-8 by chance, hardly any whole list is.
    mutating func decodeNames(_ unflagged: UnflaggedNames) {
        var unmarked: [Int] = []
        for index in records.indices {
            let raw = records[index].rawName
            if let path = records[index].unicodePath, path.crc32 == crc32(of: raw) {
                decode(index, as: .unicodePath, String(validating: path.text, as: UTF8.self))
            } else if raw.allSatisfy({ $0 < 0x80 }) {
                decode(index, as: .ascii, String(validating: raw, as: UTF8.self))
            } else if records[index].flags & CentralRecord.Flag.utf8 != 0 {
                decode(index, as: .utf8Flag, String(validating: raw, as: UTF8.self))
            } else {
                unmarked.append(index)
            }
        }
        let utf8 = unflagged == .gb18030 ? [] : unmarked.map { String(validating: records[$0].rawName, as: UTF8.self) }
        if unflagged != .gb18030, unflagged == .utf8 || utf8.allSatisfy({ $0 != nil }) {
            for (index, text) in zip(unmarked, utf8) { decode(index, as: .utf8, text) }
        } else {
            for index in unmarked { decode(index, as: .gb18030, GB18030.text(records[index].rawName)) }
        }
    }

    private mutating func decode(_ index: Int, as encoding: NameEncoding, _ text: String?) {
        guard let text else {
            refuse(index, .encoding, ["encoding": encoding == .gb18030 ? "UTF-8 / GB18030" : "UTF-8"])
            return
        }
        records[index].name = NameRules.normalized(text)
        records[index].encoding = encoding
        checkUnicodePath(index)
    }

    /// The Unicode path field and the raw name must be two spellings of one name: a reader that ignores the field, and one that ignores its
    /// checksum, must not see another file.
    private mutating func checkUnicodePath(_ index: Int) {
        let record = records[index]
        guard let path = record.unicodePath else { return }
        if record.encoding == .unicodePath {
            let spellings = [String(validating: record.rawName, as: UTF8.self), GB18030.text(record.rawName)]
            if !spellings.contains(where: { $0.map(NameRules.normalized) == record.name }) {
                refuse(index, .nameDiffers, ["other": NameRules.shown(record.rawName)])
            }
        } else if String(validating: path.text, as: UTF8.self).map(NameRules.normalized) != record.name {
            refuse(index, .nameDiffers, ["other": NameRules.shown(path.text)])
        }
    }
}

/// CRC-32 of `bytes`.
func crc32(of bytes: [UInt8]) -> UInt32 {
    UInt32(truncatingIfNeeded: CZlib.crc32_z(0, bytes, bytes.count))
}

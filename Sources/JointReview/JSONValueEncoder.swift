/// The `Encoder` of `CanonicalJSON`: one value at one place of the output.
struct JSONValueEncoder: Encoder {
    let output: JSONOutput
    let codingPath: [any CodingKey]
    var userInfo: [CodingUserInfoKey: Any] { [:] }

    func container<Key: CodingKey>(keyedBy type: Key.Type) -> KeyedEncodingContainer<Key> {
        KeyedEncodingContainer(ObjectOutput<Key>(output: output, codingPath: codingPath, depth: output.begin(0x7B, 0x7D)))
    }

    func unkeyedContainer() -> any UnkeyedEncodingContainer {
        ArrayOutput(output: output, codingPath: codingPath, depth: output.begin(0x5B, 0x5D))
    }

    func singleValueContainer() -> any SingleValueEncodingContainer {
        ScalarOutput(output: output, codingPath: codingPath)
    }
}

private struct ObjectOutput<Key: CodingKey>: KeyedEncodingContainerProtocol {
    let output: JSONOutput
    let codingPath: [any CodingKey]
    let depth: Int

    private func name(_ key: Key) -> [any CodingKey] {
        output.member(at: depth, named: key.stringValue)
        output.append(quoted: key.stringValue)
        output.append(literal: ":")
        return codingPath + [key]
    }

    mutating func encodeNil(forKey key: Key) throws {
        _ = name(key)
        output.append(literal: "null")
    }

    mutating func encode<Value: Encodable>(_ value: Value, forKey key: Key) throws {
        try output.append(value, at: name(key))
    }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type, forKey key: Key) -> KeyedEncodingContainer<Nested> {
        JSONValueEncoder(output: output, codingPath: name(key)).container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer(forKey key: Key) -> any UnkeyedEncodingContainer {
        JSONValueEncoder(output: output, codingPath: name(key)).unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder { JSONValueEncoder(output: output, codingPath: codingPath) }
    mutating func superEncoder(forKey key: Key) -> any Encoder { JSONValueEncoder(output: output, codingPath: name(key)) }
}

private struct ArrayOutput: UnkeyedEncodingContainer {
    let output: JSONOutput
    let codingPath: [any CodingKey]
    let depth: Int
    private(set) var count = 0

    init(output: JSONOutput, codingPath: [any CodingKey], depth: Int) {
        self.output = output
        self.codingPath = codingPath
        self.depth = depth
    }

    private mutating func next() -> [any CodingKey] {
        output.member(at: depth)
        count += 1
        return codingPath
    }

    mutating func encodeNil() throws {
        _ = next()
        output.append(literal: "null")
    }

    mutating func encode<Value: Encodable>(_ value: Value) throws {
        try output.append(value, at: next())
    }

    mutating func nestedContainer<Nested: CodingKey>(keyedBy type: Nested.Type) -> KeyedEncodingContainer<Nested> {
        JSONValueEncoder(output: output, codingPath: next()).container(keyedBy: type)
    }

    mutating func nestedUnkeyedContainer() -> any UnkeyedEncodingContainer {
        JSONValueEncoder(output: output, codingPath: next()).unkeyedContainer()
    }

    mutating func superEncoder() -> any Encoder { JSONValueEncoder(output: output, codingPath: next()) }
}

private struct ScalarOutput: SingleValueEncodingContainer {
    let output: JSONOutput
    let codingPath: [any CodingKey]

    mutating func encodeNil() throws { output.append(literal: "null") }
    mutating func encode(_ value: Bool) throws { output.append(literal: value ? "true" : "false") }
    mutating func encode(_ value: String) throws { output.append(quoted: value) }
    mutating func encode(_ value: Double) throws { try output.append(value, at: codingPath) }
    mutating func encode(_ value: Float) throws { try output.append(Double(value), at: codingPath) }
    mutating func encode<Value: Encodable>(_ value: Value) throws {
        if let integer = value as? any FixedWidthInteger {
            output.append(literal: integer.description)
        } else {
            try output.append(value, at: codingPath)
        }
    }
}

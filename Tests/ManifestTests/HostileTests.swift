import Foundation
import JointReview
import Manifest
import Testing

/// XML that is made to read files, to fetch, or to eat memory: refused before the parser sees it.
@Suite struct HostileManifestTests {
    private func withDoctype(_ doctype: String, _ inside: String = "&x;") -> [UInt8] {
        Array((doctype + #"<package xmlns="urn:lianshen:manifest:1" format="1"><project name=""# + inside + #""/></package>"#).utf8)
    }

    @Test func anEntityThatReadsAFileIsRefusedUnread() throws {
        let secret = FileManager.default.temporaryDirectory.appendingPathComponent("secret-\(UUID()).txt")
        try Data("the secret".utf8).write(to: secret)
        defer { try? FileManager.default.removeItem(at: secret) }
        let bytes = withDoctype("<!DOCTYPE package [<!ENTITY x SYSTEM \"file://\(secret.path)\">]>")
        let (manifest, found) = ManifestReader.read(bytes, file: "manifest.xml")
        #expect(manifest == nil)
        #expect(found.map(\.code) == ["manifest.doctype"])
        #expect(found.first?.line == 1)
    }

    @Test(arguments: [
        "<!DOCTYPE package [<!ENTITY x SYSTEM \"http://127.0.0.1:9/x\">]>",
        "<!DOCTYPE package SYSTEM \"http://127.0.0.1:9/package.dtd\">",
        "<!DOCTYPE package PUBLIC \"-//x\" \"http://127.0.0.1:9/package.dtd\">",
        "<!DOCTYPE package [<!ENTITY % p SYSTEM \"http://127.0.0.1:9/p\"> %p;]>",
        "<!doctype package>", "<!-- <!DOCTYPE package> -->", "<!ENTITY x 'y'>",
    ])
    func everyDeclarationIsRefused(_ doctype: String) {
        #expect(codes(withDoctype("\n\n" + doctype)) == ["manifest.doctype"])
        #expect(findings(withDoctype("\n\n" + doctype)).first?.line == 3)
    }

    @Test func entityBombsAreRefused() {
        let laughs = (1...9).map { "<!ENTITY l\($0) \"" + String(repeating: "&l\($0 - 1);", count: 10) + "\">" }.joined()
        #expect(codes(withDoctype("<!DOCTYPE package [<!ENTITY l0 \"lol\">\(laughs)]>", "&l9;")) == ["manifest.doctype"])
        let long = String(repeating: "a", count: 100_000)
        let many = String(repeating: "&x;", count: 10_000)
        #expect(codes(withDoctype("<!DOCTYPE package [<!ENTITY x \"\(long)\">]>", many)) == ["manifest.doctype"])
    }

    /// The same document in an encoding in which the letters of DOCTYPE are other bytes.
    @Test(arguments: [String.Encoding.utf16, .utf16LittleEndian, .utf16BigEndian, .utf32, .utf32BigEndian])
    func otherUnicodeFormsAreRefused(_ encoding: String.Encoding) throws {
        let text = "<!DOCTYPE package [<!ENTITY x SYSTEM \"file:///etc/passwd\">]><package>&x;</package>"
        let data = try #require(text.data(using: encoding))
        #expect(codes(Array(data)) == ["manifest.encoding"])
    }

    @Test(arguments: ["UTF-7", "UTF-16", "GB18030", "GBK", "ISO-8859-1", "utf-16le", "IBM037"])
    func aDeclaredEncodingOtherThanUTF8IsRefused(_ encoding: String) {
        let bytes = Array("<?xml version='1.0' encoding='\(encoding)'?><package/>".utf8)
        let found = findings(bytes)
        #expect(found.map(\.code) == ["manifest.encoding"])
        #expect(found.first?.message.en.contains(encoding) == true)
    }

    /// +ADw-! is "<!" in UTF-7.
    @Test func utf7IsNotReadWhateverSwitchesToIt() {
        #expect(codes([0x2B, 0x2F, 0x76, 0x38] + Array("+ADw-+ACE-DOCTYPE x+AD4-<package/>".utf8)) == ["manifest.encoding"])
        #expect(codes(Array("+ADw-+ACE-DOCTYPE x+AD4-<package/>".utf8)) == ["manifest.xml"])
    }

    @Test func bytesThatAreNotUTF8AreRefusedWithTheirLine() {
        let gbk: [UInt8] = [0xBD, 0xA8, 0xD6, 0xFE]
        let found = findings(Array("<package>\n\n<project name='".utf8) + gbk + Array("'/></package>".utf8))
        #expect(found.map(\.code) == ["manifest.encoding"])
        #expect(found.map(\.line) == [3])
        #expect(found.first?.message.en.contains("0xBD") == true)
        #expect(codes(Array("<package>".utf8) + [0] + Array("</package>".utf8)) == ["manifest.encoding"])
        #expect(codes(Array("<package/>".utf8) + [0xE4, 0xB8]) == ["manifest.encoding"])
    }

    /// libxml2 needs a time that grows with the square of their number; a quarter of a million would keep it busy for minutes.
    @Test func anElementOfVeryManyAttributesIsNotParsed() {
        let many = (0..<250_000).map { "a\($0)='x'" }.joined(separator: " ")
        let found = findings(Array("<!-- a = b -->\n<package \(many)/>".utf8))
        #expect(found.map(\.code) == ["manifest.schema"])
        #expect(found.first?.line == 2 && found.first?.message.en.contains("64 attributes") == true)
        let hidden = "<?x > ?><![CDATA[ <a ]]><!-- \" --><package \(many)/>"
        #expect(codes(Array(hidden.utf8)) == ["manifest.schema"])
        // Quoted signs are none.
        let quoted = "<package a='" + String(repeating: "=", count: 1000) + "' b=\"" + String(repeating: "'='>", count: 1000) + "\"/>"
        #expect(!findings(Array(quoted.utf8)).contains { $0.message.en.contains("64 attributes") })
        // Text after a comment that never ends is the parser's to refuse.
        #expect(codes(Array("<!-- <package \(many)/>".utf8)) == ["manifest.xml"])
    }

    @Test func aManifestOfMoreThanEightMebibytesIsNotParsed() {
        let bytes = [UInt8](repeating: 0x20, count: 8 << 20) + Array("<package/>".utf8)
        #expect(codes(bytes) == ["manifest.too_large"])
    }

    @Test(arguments: [
        "", " ", "no xml", "<package", "<package>", "<a></b>", "<a b=c/>", "<a/><b/>", "<a>&nbsp;</a>", "<a>&#0;</a>", "<a xmlns:x=''/>",
        "<?xml version='1.0'?><?xml version='1.0'?><a/>", "<a b='1' b='2'/>",
    ])
    func whatIsNotWellFormedIsRefusedWithALine(_ text: String) {
        let found = findings(Array(text.utf8))
        #expect(!found.isEmpty)
        #expect(found.allSatisfy { $0.code == "manifest.xml" && ($0.line ?? 0) >= 1 && !$0.message.en.isEmpty })
    }

    @Test func deepNestingIsRefused() {
        let deep = String(repeating: "<a>", count: 100_000) + String(repeating: "</a>", count: 100_000)
        #expect(codes(Array(deep.utf8)).first == "manifest.xml")
    }

    /// A document may name schemas of its own; they are not fetched and change nothing.
    @Test func schemasThatTheDocumentNamesAreNotUsed() {
        let xsi = #"xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance" xsi:schemaLocation="urn:lianshen:manifest:1 http://127.0.0.1:9/x.xsd""#
        #expect(codes(document(project, root: #"<package xmlns="urn:lianshen:manifest:1" format="1" \#(xsi)>"#)) == [])
        #expect(
            codes(document(project + "<sheets><x/></sheets>", root: #"<package xmlns="urn:lianshen:manifest:1" format="1" \#(xsi)>"#)) == [
                "manifest.schema"
            ])
    }

    @Test func instructionsAndInclusionsAreNotCarriedOut() {
        #expect(codes(Array("<?xml-stylesheet href='http://127.0.0.1:9/x'?>".utf8) + document(project).dropFirst(39)) == [])
        let include = "<x:include xmlns:x='http://www.w3.org/2001/XInclude' href='/etc/passwd' parse='text'/>"
        #expect(codes(document(project + include)) == ["manifest.schema"])
    }

    /// `LIANSHEN_TEST_SCALE` multiplies the counts of the random tests; 1 where it is not set.
    static let scale = ProcessInfo.processInfo.environment["LIANSHEN_TEST_SCALE"].flatMap { Int($0) } ?? 1

    /// The limit grows with the count; it is there for a reader that never ends, not for a slow machine.
    @Test(.timeLimit(.minutes(4 + HostileManifestTests.scale))) func noChangeOfBytesCrashesTheReader() {
        let scale = Self.scale
        let seed = Array(ManifestWriter.xml(wholeManifest).utf8)
        var state: UInt64 = 42
        func random(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var accepted = 0
        for _ in 0..<3000 * scale {
            var bytes = seed
            for _ in 0...random(3) {
                let place = random(bytes.count)
                switch random(4) {
                case 0: bytes[place] ^= 1 << UInt8(random(8))
                case 1: bytes[place] = Array("<>&'\"/ \0\u{7F}".utf8)[random(9)]
                case 2: bytes.removeSubrange(place..<min(place + random(30), bytes.count))
                default: bytes.insert(contentsOf: bytes[place..<min(place + 30, bytes.count)], at: random(bytes.count))
                }
            }
            let (manifest, found) = ManifestReader.read(bytes, file: "manifest.xml")
            if found.isEmpty { accepted += 1 }
            #expect(manifest != nil || !found.isEmpty)
        }
        #expect(accepted < 3000 * scale / 2)
    }
}

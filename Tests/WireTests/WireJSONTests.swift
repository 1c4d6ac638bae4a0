import Foundation
import JointReview
import Testing
import Wire

@Suite struct WireJSONTests {
    static let id = UUID(uuidString: "0197A5C2-3F6B-7D4E-9A10-5B6C7D8E9FA0") ?? UUID()

    @Test func identitiesAreLowerCaseAndInstantsHaveMilliseconds() throws {
        let body = IssuedTokenBody(token: "ls_x", tokenId: Self.id, expiresAt: Date(timeIntervalSince1970: 1_795_251_328.123))

        let text = String(decoding: try WireJSON.encode(body), as: UTF8.self)

        #expect(text == #"{"token":"ls_x","tokenId":"0197a5c2-3f6b-7d4e-9a10-5b6c7d8e9fa0","expiresAt":"2026-11-21T08:55:28.123Z"}"#)
    }

    @Test func whatIsWrittenIsReadBackEqual() throws {
        let region = Region(page: 1, x: 0.5, y: 12, width: 100.25, height: 30)
        let comment = NewCommentBody(
            attempt: 2, sheetId: Self.id, region: region, severity: .mandatoryClause, text: "登高场地 15×10\n\"≥ 20×10\" \u{1}\\ 😀",
            specialty: "建筑", basis: .clause(code: "GB 50016", edition: "2014(2018)", clause: "7.2.2"))

        let bytes = try WireJSON.encode(comment)

        #expect(try WireJSON.decode(NewCommentBody.self, from: bytes) == comment)
        #expect(try JSONSerialization.jsonObject(with: bytes) is [String: Any])
    }

    @Test func nestedListsAndEmptyOnesKeepTheirBrackets() throws {
        let value = JSONValue.object(["a": .array([.array([]), .object([:]), .null]), "b": .number(1.5), "c": .integer(-3)])

        #expect(String(decoding: try WireJSON.encode(value), as: UTF8.self) == #"{"a":[[],{},null],"b":1.5,"c":-3}"#)
        #expect(try WireJSON.decode(JSONValue.self, from: WireJSON.encode(value)) == value)
    }

    @Test func aPageSaysThatThereIsNoNext() throws {
        let page = PageBody(items: [1, 2], next: nil)

        #expect(String(decoding: try WireJSON.encode(page), as: UTF8.self) == #"{"items":[1,2],"next":null}"#)
    }

    @Test func aNumberThatJSONLacksIsRefused() {
        #expect(throws: EncodingError.self) { try WireJSON.encode(["x": Double.infinity]) }
    }

    @Test func aCursorComesBackAndAForeignTextDoesNot() throws {
        let moment = Date(timeIntervalSince1970: 1_795_251_328.123456)

        let back = try #require(Cursor(Cursor(moment, Self.id).description)?.dateAndID)

        #expect(abs(back.0.timeIntervalSince(moment)) < 0.000_001)
        #expect(back.1 == Self.id)
        for foreign in ["", "x", "!!!", "eyJhIjoxfQ", String(repeating: "A", count: 500)] {
            #expect(Cursor(foreign) == nil)
        }
    }
}

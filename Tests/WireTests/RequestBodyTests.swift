import Foundation
import JointReview
import Testing
import Wire

@Suite struct RequestBodyTests {
    private func codes(_ text: String, of type: (some RequestBody).Type) -> [String] {
        do {
            _ = try type.read(Array(text.utf8))
            return []
        } catch {
            switch error {
            case .notJSON(let fault): return ["\(fault)"]
            case .findings(let findings): return findings.map { "\($0.code) \($0.file)" }
            }
        }
    }

    @Test func everyFaultOfABodyIsFoundAtOnce() {
        let body = """
            {"organisationId":"nobody","signInName":"Mei","role":"reviewer","isAdministrator":true,
             "roles":[{"role":"king"},{"role":"reviewer","discipline":"fire","since":1}]}
            """

        #expect(
            codes(body, of: NewPersonBody.self) == [
                "field.unknown /isAdministrator", "field.unknown /role", "field.type /organisationId", "field.form /signInName",
                "field.missing /name",
                "field.word /roles/0/role", "field.unknown /roles/1/since",
            ])
    }

    @Test func aFindingNamesPlaceAndRemedyInBothLanguages() throws {
        let error = #expect(throws: RequestFault.self) { try ReasonBody.read(Array(#"{"reason":"x","state":"passed"}"#.utf8)) }
        guard case .findings(let findings) = error else {
            Issue.record("no findings")
            return
        }
        let finding = try #require(findings.first)

        #expect(finding.file == "/state")
        #expect(finding.message.zh.contains("/state") && finding.message.en.contains("/state"))
        #expect(finding.remedy.en.contains("reason"))
    }

    @Test func lengthsAreCountedInUnicodeScalars() {
        let most = String(repeating: "审", count: 2000)

        #expect(codes(#"{"reason":"\#(most)"}"#, of: ReasonBody.self) == [])
        #expect(codes(#"{"reason":"\#(most)查"}"#, of: ReasonBody.self) == ["field.length /reason"])
        #expect(codes(#"{"reason":""}"#, of: ReasonBody.self) == ["field.length /reason"])
        #expect(codes(#"{"reason":"a\u0000b"}"#, of: ReasonBody.self) == ["field.control /reason"])
        #expect(codes(#"{"reason":"a\u0085b"}"#, of: ReasonBody.self) == ["field.control /reason"])
    }

    @Test(arguments: [" ", "\\n\\t", "\\u200b", "\\u2060\\ufeff", "\\u202e\\u200f", "\\u3164", "\\u2800", "\\u00ad\\u3000"])
    func whatLeavesNoMarkOnPaperIsNoReason(_ text: String) {
        #expect(codes(#"{"reason":"\#(text)"}"#, of: ReasonBody.self) == ["field.blank /reason"])
        #expect(codes(#"{"reason":"\#(text)因"}"#, of: ReasonBody.self) == [])
    }

    @Test(arguments: [
        ("", "syntax(offset: 0)"), ("{", "syntax(offset: 1)"), (#"{"reason":"a"} x"#, "syntax(offset: 15)"),
        (#"{"reason":01}"#, "syntax(offset: 10)"),
        (#"{"reason":"\ud800"}"#, "syntax(offset: 17)"), (#"{"reason":"a","reason":"b"}"#, #"duplicate(name: "reason")"#),
        (String(repeating: "[", count: 40), "tooDeep"),
    ])
    func whatIsNotPlainJSONIsRefused(_ text: String, _ fault: String) {
        #expect(codes(text, of: ReasonBody.self) == [fault])
    }

    @Test func bytesThatAreNotUTF8AreRefused() {
        #expect(throws: RequestFault.self) { try ReasonBody.read(Array(#"{"reason":""#.utf8) + [0xFF, 0xFE] + Array(#""}"#.utf8)) }
    }

    @Test func aDeclarationCannotBeFalse() {
        let id = UUID().uuidString
        let body = #"{"projectId":"\#(id)","title":"t","leadId":"\#(id)","nonClassified":false}"#

        #expect(codes(body, of: NewCaseBody.self) == ["field.type /nonClassified"])
    }

    @Test func aBasisMustHaveThePartsOfItsKind() {
        let id = UUID().uuidString
        func body(_ basis: String) -> String {
            #"{"attempt":1,"sheetId":"\#(id)","severity":"advice","text":"t","region":{"page":1,"x":0,"y":0,"width":1,"height":1},"basis":\#(basis)}"#
        }

        #expect(codes(body(#"{"kind":"clause","code":"GB 50016","edition":"2014","clause":"7.2.2"}"#), of: NewCommentBody.self) == [])
        #expect(codes(body(#"{"kind":"clause","code":"GB 50016"}"#), of: NewCommentBody.self) == ["field.combination /basis/edition"])
        #expect(codes(body(#"{"kind":"custom"}"#), of: NewCommentBody.self) == ["field.word /basis/kind"])
    }

    @Test func daysAreDaysOfTheCalendar() {
        func body(_ day: String) -> String {
            #"{"kind":"limit","name":"n","effectiveFrom":"\#(day)","body":{"a":[1]},"legalBasis":"x"}"#
        }

        #expect(codes(body("2024-02-29"), of: NewRuleBody.self) == [])
        for day in ["2023-02-29", "2024-13-01", "2024-1-1", "2024-04-31", "０024-01-01"] {
            #expect(codes(body(day), of: NewRuleBody.self) == ["field.form /effectiveFrom"])
        }
    }
}

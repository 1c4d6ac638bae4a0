import Foundation
import JointReview
import Reports
import Testing

/// The report of a case that has ended, for a reader who was not there.
@Suite struct EditionTests {
    /// The sample's first round as the past, a second one without items, and the pass of the lead body.
    static func passed() throws -> ReportRecord {
        var record = try SampleRecord.record()
        let first = try #require(record.opinion)
        let second = Opinion(
            case: record.case.id, round: 2, verdict: .pass,
            decisions: first.opinion.decisions.map { .init(discipline: $0.discipline, review: $0.review, decision: .pass) }, items: [], conflicts: [],
            numbering: first.opinion.numbering)
        let issued = SampleRecord.start + 90_000
        record.rounds = [
            .init(first.opinion, id: first.id, issuedAt: first.issuedAt, sha256: first.sha256, audit: first.audit),
            .init(second, id: SampleRecord.id(900), issuedAt: issued, sha256: SampleRecord.digest(900), audit: []),
        ]
        record.opinion = .init(id: SampleRecord.id(900), issuedAt: issued, sha256: SampleRecord.digest(900), opinion: second, audit: [])
        (record.case.round, record.case.state) = (2, .passed)
        record.edition = .init(serial: 3, ground: .pass)
        let by = try #require(record.entries.last { $0.person != nil })
        record.conclusions = [.init(ground: .pass, round: 2, state: .passed, by: by, at: issued + 60, reason: nil)]
        record.disciplines[0].carriedRound = 1
        for index in record.comments.indices where record.comments[index].severity.blocks {
            let author = record.comments[index].author
            record.comments[index].backchecks = [.init(round: 2, verdict: .closed, text: nil, person: author, at: issued)]
        }
        return record
    }

    private func part(_ name: String, of page: String) -> String {
        page.components(separatedBy: "<section id=\"\(name)\">").dropFirst().first?.components(separatedBy: "</section>").first ?? ""
    }

    @Test("A passed case says so first, with who passed it", arguments: Language.allCases)
    func conclusion(_ language: Language) throws {
        let record = try Self.passed()
        let page = ReportTests.page(record, language)
        let verdict = part("verdict", of: page)
        let name = try #require(record.conclusions?.last?.person?.name)
        #expect(verdict.contains(language == .zh ? "审查通过" : "passed") && verdict.contains(name))
        let first = try #require(verdict.range(of: "class=\"word\""))
        #expect(verdict[first.upperBound...].hasPrefix(language == .zh ? ">审查通过" : ">passed"))
        let rounds = part("rounds", of: page)
        #expect(rounds.matches(of: /<td class="no">[12]<\/td>/).count == 2 && rounds.contains(name))
        #expect(page.contains(language == .zh ? "第 3 版" : "edition 3"))
    }

    @Test("What was demanded in an earlier round keeps its number and says how it ended; its conflicts are told", arguments: Language.allCases)
    func earlier(_ language: Language) throws {
        let record = try Self.passed()
        let page = ReportTests.page(record, language)
        let items = try #require(record.rounds?.first?.items)
        let told = part("earlier-items", of: page)
        #expect(told.matches(of: /<tr id="item-[0-9]+">/).count == items.count)
        #expect(told.contains(language == .zh ? "第 2 轮复核闭合" : "closed in round 2"))
        #expect(part("conflicts", of: page).contains("id=\"conflict-1\""))
        #expect(page.contains(language == .zh ? "沿用第 1 轮结论" : "decision of round 1 stands"))
        let names = page.matches(of: /\sid="([^"]+)"/).map { String($0.output.1) }
        let links = page.matches(of: /href="#([^"]+)"/).map { String($0.output.1) }
        #expect(Set(names).count == names.count && Set(links).subtracting(names).isEmpty)
        for comment in record.comments { #expect(page.contains("id=\"comment-\(comment.id.uuidString.lowercased())\"")) }
    }

    @Test("What a case was accepted without stands with its day, and with who received it", arguments: Language.allCases)
    func debts(_ language: Language) throws {
        var record = try Self.passed()
        #expect(!ReportTests.page(record, language).contains("<table class=\"debts\">"))
        record.debts = [
            .init(serial: 1, item: "消防专项论证报告", dueOn: "2026-12-01", settledBy: nil, settledAt: nil, note: nil, audit: [record.entries[0].id]),
            .init(
                serial: 2, item: "人防易地建设批件", dueOn: "2026-11-30", settledBy: record.comments[0].author, settledAt: SampleRecord.start, note: "收到原件",
                audit: [record.entries[1].id]),
        ]
        let facts = part("facts", of: ReportTests.page(record, language))
        #expect(facts.contains("消防专项论证报告") && facts.contains("2026-12-01") && facts.contains(language == .zh ? "尚未补齐" : "still owed"))
        #expect(facts.contains("人防易地建设批件") && facts.contains("收到原件") && facts.contains(record.comments[0].author.name))
        #expect(record.danglingEntries.isEmpty)
        #expect(try CanonicalJSON.decode(ReportRecord.self, from: Data(try ReportRenderer.json(record))) == record)
    }

    @Test("A body that stepped aside stands among the changes of hands, with its discipline and the reason", arguments: Language.allCases)
    func replacedBodies(_ language: Language) throws {
        var record = try Self.passed()
        let at = try #require(record.entries.firstIndex { $0.person != nil })
        record.entries[at].act = Act.reviewReplaceBody.rawValue
        let body = try #require(record.disciplines.compactMap(\.body).first)
        record.replacedBodies = [.init(discipline: .fire, body: body, reason: "与建设单位存在隶属关系", audit: record.entries[at].id)]
        let reviews = part("reviews", of: ReportTests.page(record, language))
        let row = try #require(reviews.components(separatedBy: "<tr>").first { $0.contains("与建设单位存在隶属关系") })
        #expect(row.contains(body.name) && row.contains(language == .zh ? "消防" : "ire") && row.contains(record.entries[at].person?.name ?? "?"))
        #expect(record.danglingEntries.isEmpty)
        #expect(try CanonicalJSON.decode(ReportRecord.self, from: Data(try ReportRenderer.json(record))) == record)
    }

    @Test("A record of an edition reads back, and one of form 1 is still read")
    func forms() throws {
        let record = try Self.passed()
        #expect(try CanonicalJSON.decode(ReportRecord.self, from: Data(try ReportRenderer.json(record))) == record)
        var text = String(decoding: try ReportRenderer.json(try SampleRecord.record()), as: UTF8.self)
        text = text.replacingOccurrences(of: "lianshen-report/2", with: "lianshen-report/1")
        let old = try CanonicalJSON.decode(ReportRecord.self, from: Data(text.utf8))
        #expect(old.rounds == nil && old.conclusions == nil && old.edition == nil && ReportTests.page(old).contains("id=\"item-1\""))
    }
}

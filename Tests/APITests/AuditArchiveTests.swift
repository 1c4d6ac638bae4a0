import Archive
import Foundation
import JointReview
import Store
import TestLog
import Testing
import Wire

/// What a regulator asks for by region, and the export that proves itself.
@Suite(.timeLimit(.minutes(10))) struct AuditArchiveTests {
    @Test func aRegulatorAsksForARegionAndSeesWhereEachEntryStands() async throws {
        try await House.with { house in
            let opened = try await house.inReview()
            try await house.sql("INSERT INTO lianshen.log_leaf SELECT audit_id, 41 FROM lianshen.audit_entry WHERE act = 'package.upload'")
            for code in ["32", "3208", "320800"] {
                let page = try await house.call(.get, "/v1/audit?limit=200&region=\(code)", as: "regulator").json(PageBody<AuditEntryBody>.self)
                #expect(!page.items.isEmpty && page.items.allSatisfy { $0.region == "320800" && $0.projectId == opened.project }, "\(code)")
                let upload = try #require(page.items.first { $0.act == "package.upload" })
                #expect(upload.leafIndex == 41 && upload.proof == "/v1/log/entries/41/proof")
                #expect(page.items.filter { $0.act != "package.upload" }.allSatisfy { $0.leafIndex == nil && $0.proof == nil })
            }
            #expect(
                try await house.call(.get, "/v1/audit?region=320812", as: "regulator").json(PageBody<AuditEntryBody>.self).items.isEmpty)
            for bad in ["3", "CN", "320", "region"] {
                #expect(try await house.call(.get, "/v1/audit?region=\(bad)", as: "regulator").brief == "422 invalid", "\(bad)")
            }
        }
    }

    @Test func anArchiveHoldsWhatIsBelowTheHeadAndThatItWasMadeIsAnEntry() async throws {
        try await House.with { house in
            // Before there is a head nothing can be proven.
            #expect(try await house.call(.get, "/v1/audit/export?form=archive", as: "regulator").status == 404)
            let opened = try await house.inReview()
            try SampleLog(300).write(to: URL(filePath: house.folder + "-log"))
            try await house.sql(
                """
                INSERT INTO lianshen.log_leaf
                SELECT audit_id, row_number() OVER (ORDER BY audit_id) + 290 FROM lianshen.audit_entry WHERE project_id = '\(opened.project)'
                """)
            let export = try await house.call(.get, "/v1/audit/export?form=archive&project=\(opened.project.text)", as: "auditor")
            #expect(export.status == 200 && export["Content-Type"] == "application/zip")
            let (archive, faults) = ZipArchive.open(bytes: Array(export.body))
            let zip = try #require(archive)
            #expect(faults.isEmpty)
            #expect(
                zip.entries.map(\.name).sorted() == [
                    "README.txt", "checkpoint", "export.json", "parts/00000/entries.jsonl", "parts/00000/proofs.jsonl", "parts/00000/rows.jsonl",
                ])
            let rows = try zip.bytes(of: try #require(zip.entry(named: "parts/00000/rows.jsonl")), limit: 1 << 20)
            // 291 to 299: what has no place below the head is not in it.
            let indexes = try rows.split(separator: 0x0A).map { try WireJSON.decode(ExportedEntryBody.self, from: Data($0)).entry.leafIndex }
            #expect(indexes == (291..<300).map(Optional.some))
            let whole = try await house.call(.get, "/v1/audit/export?form=archive", as: "regulator")
            let (second, _) = ZipArchive.open(bytes: Array(whole.body))
            let names = Set(try #require(second).entries.map(\.name))
            #expect(names.isSuperset(of: ["tile/entries/000", "tile/0/000", "tile/0/001.p/44", "parts/00000/rows.jsonl"]))
            #expect(!names.contains("parts/00000/proofs.jsonl"))
            #expect(try await house.count("SELECT count(*) FROM lianshen.audit_entry WHERE act = 'audit.export'") == 2)
            #expect(try await house.call(.get, "/v1/audit/export?form=tar", as: "regulator").brief == "422 invalid")
            #expect(try await house.call(.get, "/v1/audit/export?form=archive", as: "owner").status == 403)
        }
    }
}

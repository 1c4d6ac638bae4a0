import Blobs
import Client
import Foundation
import Testing
import TransparencyLog
import Wire

/// What is in a package, down to the single drawing, as the log knows it.
@Suite(.timeLimit(.minutes(5))) struct LogContentsTests {
    /// What somebody with every right in the database may do to the digests of packages, and what the audit calls that.
    enum Deed: String, CaseIterable, Sendable {
        case memberSHA256 =
            """
            UPDATE lianshen.package_entry SET sha256 = sha256('x')
             WHERE ordinal = (SELECT min(ordinal) FROM lianshen.package_entry WHERE sha256 IS NOT NULL)
            """
        case memberSM3 =
            """
            UPDATE lianshen.package_entry SET sm3 = sha256('x')
             WHERE ordinal = (SELECT max(ordinal) FROM lianshen.package_entry WHERE sha256 IS NOT NULL)
            """
        case memberRemoved =
            "DELETE FROM lianshen.package_entry WHERE ordinal = (SELECT max(ordinal) FROM lianshen.package_entry WHERE sha256 IS NOT NULL)"
        case sheet = "UPDATE lianshen.sheet SET file_sha256 = sha256('x') WHERE ordinal = 0"
        case package = "UPDATE lianshen.package SET sha256 = sha256('x')"
        case list = "UPDATE lianshen.package SET contents = convert_to(replace(convert_from(contents, 'UTF8'), '1', '2'), 'UTF8')"

        var finding: (code: String, place: String) {
            switch self {
            case .memberSHA256: ("database.contents_altered", ": sha256")
            case .memberSM3: ("database.contents_altered", ": sm3, size")
            case .memberRemoved: ("database.contents_altered", "no row of ")
            case .sheet: ("database.contents_altered", ": file_sha256")
            case .package: ("database.package_altered", ": sha256")
            case .list: ("database.contents_altered", ": contents")
            }
        }
    }

    @Test func aSingleDrawingLeadsToALeafAndWhoSwapsItsDigestIsNamed() async throws {
        try await Site.with { site in
            let (server, log) = (try await site.serve(), PublicLog(site: site))
            let office = try await Office.open(at: site.url, code: try await site.bootstrapCode())
            let file = try Play.plainPackage(in: site.folder)
            let package = try await office.designer.upload(file, to: office.caseID)
            try await poll("the package is read") { try await office.designer.package(package.id).state != .uploaded }
            try await log.settled()

            let id = package.id.uuidString.lowercased()
            // The drawing, as somebody has it who took it out of the package.
            let listed = try await site.run(
                ["package", "contents", id], ["LIANSHEN_URL": "\(site.url)", "LIANSHEN_TOKEN": office.secrets[1]])
            #expect(listed.status == 0, "\(listed.errors)")
            let text = Array(listed.output.utf8)
            let list = try #require(ContentsList(text), "\(listed.output)")
            let drawing = site.folder + "/drawing"
            let sheet = try #require(try await office.designer.sheets(of: package.id).items.first)
            _ = try await office.designer.downloadSheet(sheet.id, to: drawing)
            let told = try await site.run(
                ["verify", drawing, "--json"], ["LIANSHEN_URL": "\(site.url)", "LIANSHEN_TOKEN": office.secrets[1]])
            #expect(told.status == 1, "not approved, but known: \(told.output) \(told.errors)")
            let answer = try WireJSON.decode(VerificationBody.self, from: Data(told.output.utf8))
            let place = try #require(answer.matches.first?.contents, "\(told.output)")
            #expect(answer.matches.first?.packageId == package.id)
            // Whose proof anybody may have, and whose entry commits to the list that holds the drawing's digests.
            let receipt = try await office.designer.receipt(of: place.entryId, wait: 5)
            let proof = try LogReceipt(Array(try #require(receipt).utf8))
            let leaf = try LeafEntry(proof.extra ?? [])
            #expect(leaf.act == "package.contents" && leaf.objectID == package.id && leaf.sha256 == ContentsList.sha256(of: text))
            let digests = try BlobDigests(ofFile: drawing)
            #expect(list.members.contains { $0.sha256.hex == digests.sha256.hex && $0.sm3?.hex == digests.sm3?.hex && $0.size == Int(digests.size) })

            let sound = try await log.verify()
            #expect(sound.status == 0, "\(sound.errors) \(String(describing: sound.report))")
            try await requireBindings(of: try await office.designer.sheets(of: package.id).items, site, log)
            for deed in Deed.allCases {
                _ = try await site.ask("SET session_replication_role = replica; SET search_path = lianshen; \(deed.rawValue)")
                let verdict = try await log.verify()
                let report = try #require(verdict.report, "\(deed): \(verdict.errors)")
                #expect(verdict.status == 1, "\(deed)")
                #expect(
                    report.findings.contains { finding in
                        finding.code == deed.finding.code && (deed == .package || finding.first == proof.index)
                            && finding.place?.contains(id) == true && finding.place?.contains(deed.finding.place) == true
                    }, "\(deed): \(report)")
            }
            // A package without anything in it, and files of one: neither ever came in.
            _ = try await site.ask(
                """
                SET session_replication_role = replica; SET search_path = lianshen;
                CREATE TABLE kept.forged AS TABLE package;
                UPDATE kept.forged SET package_id = gen_random_uuid(), contents = NULL, bindings = NULL;
                INSERT INTO package SELECT * FROM kept.forged
                """)
            let forged = try #require(try await log.verify().report)
            let named = forged.findings.first { $0.code == "database.package_unlogged" }
            #expect(named?.place?.contains(": no package.upload") == true, "\(forged)")
            _ = try await site.ask(
                """
                SET session_replication_role = replica; SET search_path = lianshen;
                INSERT INTO package_entry (package_id, ordinal, case_id, owner_id, raw_name, name, encoding, sha256, size, role, sm3)
                SELECT gen_random_uuid(), ordinal, case_id, owner_id, raw_name, name, encoding, sha256, size, role, sm3 FROM package_entry LIMIT 1
                """)
            #expect(try await log.verify().report?.codes.contains("database.contents_unlogged") == true)
            await office.close()
            server.signal(SIGTERM)
            _ = await server.ended()
        }
    }

    /// A sheet that is pointed at another file of the same package has a digest that the package holds all the same. What is changed is put back.
    private func requireBindings(of sheets: [SheetBody], _ site: Site, _ log: PublicLog) async throws {
        #expect(sheets.count > 1, "another file that it could be pointed at")
        let first = "sheet \(try #require(sheets.first).id.uuidString.lowercased()): binding"
        let deeds = [
            ("UPDATE sheet SET file_sha256 = (SELECT file_sha256 FROM sheet WHERE ordinal = 1) WHERE ordinal = 0", first),
            ("UPDATE sheet SET page = page + 1 WHERE ordinal = 0", first), ("UPDATE sheet SET number = number || 'x' WHERE ordinal = 0", first),
            ("UPDATE sheet SET sheet_id = gen_random_uuid() WHERE ordinal = 0", "no row of sheet 0 "),
            ("UPDATE package_entry SET name = '改名' || name WHERE ordinal = 0", "package_entry 0: binding"),
            ("UPDATE package SET bindings = convert_to(replace(convert_from(bindings, 'UTF8'), 'sheet 0', 'sheet 7'), 'UTF8')", ": bindings"),
        ]
        let restore = """
            DELETE FROM sheet; UPDATE package SET bindings = k.bindings FROM kept.package k;
            INSERT INTO sheet (\(Self.columns)) SELECT \(Self.columns) FROM kept.sheet;
            UPDATE package_entry e SET name = k.name FROM kept.package_entry k WHERE k.ordinal = e.ordinal
            """
        _ = try await site.ask(
            ["sheet", "package", "package_entry"].reduce("CREATE SCHEMA kept;") { $0 + "CREATE TABLE kept.\($1) AS TABLE lianshen.\($1);" })
        for (deed, place) in deeds {
            _ = try await site.ask("SET session_replication_role = replica; SET search_path = lianshen; \(deed)")
            let verdict = try await log.verify()
            let report = try #require(verdict.report, "\(deed): \(verdict.errors)")
            #expect(verdict.status == 1 && report.codes == ["database.contents_altered"], "\(deed): \(report)")
            #expect(report.findings.contains { $0.place?.contains(place) == true }, "\(deed): \(report)")
            _ = try await site.ask("SET session_replication_role = replica; SET search_path = lianshen; \(restore)")
        }
        let sound = try await log.verify()
        #expect(sound.status == 0, "everything was put back: \(String(describing: sound.report))")
    }

    private static let columns =
        "sheet_id, package_id, case_id, owner_id, institute_id, ordinal, number, title, revision, specialty, kind, file, page, width, height, file_sha256"
}

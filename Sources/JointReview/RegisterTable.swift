import Foundation
import WorkingTime

/// The register of review firms and registered persons as two tables of text: read whole or not at all, and written so that they are read back the same.
public enum RegisterTable {
    /// Most rows of a table.
    public static let mostRows = 50_000

    /// Columns of the table of firms.
    public static let firmColumns = ["credit_code", "name", "grade", "disciplines", "region", "valid_from", "valid_through"]
    /// Columns of the table of persons.
    public static let personColumns = [
        "registration_no", "name", "sign_in_name", "credit_code", "grade", "specialties", "valid_from", "valid_through",
    ]

    /// Reads firms: every row, or every fault with its line and column.
    public static func firms(_ bytes: some Sequence<UInt8>, file: String) -> (firms: [RegisteredFirm], findings: [Finding]) {
        read(bytes, file, firmColumns, key: "credit_code") { row in
            let code = row.creditCode("credit_code")
            let (name, grade) = (row.text("name", 1...200), row.text("grade", 1...40))
            let disciplines = row.words("disciplines").compactMap { word -> Discipline? in
                guard let discipline = Discipline(rawValue: word) else { return row.fault(.discipline, "disciplines", word) }
                return discipline
            }
            let region = row.text("region", 1...20)
            let validity = row.validity()
            guard let code, let name, let grade, let region, let validity, row.findings.isEmpty else { return nil }
            return RegisteredFirm(creditCode: code, name: name, grade: grade, disciplines: disciplines, region: region, validity: validity)
        }
    }

    /// Reads persons: every row, or every fault with its line and column.
    public static func persons(_ bytes: some Sequence<UInt8>, file: String) -> (persons: [RegisteredPerson], findings: [Finding]) {
        read(bytes, file, personColumns, key: "registration_no") { row in
            let (number, name) = (row.text("registration_no", 1...60), row.text("name", 1...100))
            var account = row.text("sign_in_name", 0...64)
            if account?.isEmpty == true { account = nil }
            if let account, account.wholeMatch(of: /[a-z0-9._-]{2,64}/) == nil { row.found(.account, "sign_in_name", account) }
            let firm = row.creditCode("credit_code")
            let grade = row.text("grade", 1...40)
            let specialties = row.words("specialties")
            for word in specialties where word.unicodeScalars.count > 40 { row.found(.text, "specialties", String(word.prefix(40))) }
            let validity = row.validity()
            guard let number, let name, let firm, let grade, let validity, row.findings.isEmpty else { return nil }
            return RegisteredPerson(
                number: number, name: name, account: account, firm: firm, grade: grade, specialties: specialties, validity: validity)
        }
    }

    /// Writes firms; `firms` gives them back.
    public static func text(_ firms: [RegisteredFirm]) -> String {
        CSVText.text(
            [firmColumns]
                + firms.map { firm in
                    [firm.creditCode.description, firm.name, firm.grade, firm.disciplines.map(\.rawValue).joined(separator: ";"), firm.region]
                        + days(firm.validity)
                })
    }

    /// Writes persons; `persons` gives them back.
    public static func text(_ persons: [RegisteredPerson]) -> String {
        CSVText.text(
            [personColumns]
                + persons.map { person in
                    [
                        person.number, person.name, person.account ?? "", person.firm.description, person.grade,
                        person.specialties.joined(separator: ";"),
                    ] + days(person.validity)
                })
    }

    private static func days(_ validity: Validity) -> [String] { [validity.from.description, validity.through?.description ?? ""] }

    private static func read<Entry>(
        _ bytes: some Sequence<UInt8>, _ file: String, _ columns: [String], key: String, _ entry: (inout RegisterRow) -> Entry?
    ) -> ([Entry], [Finding]) {
        let (records, faults) = CSVText.read(bytes)
        var findings = faults.map { RegisterCode.quoting.finding("\(file)#\($0.column)", line: $0.line, "\($0.column)") }
        guard let head = records.first, head.fields.map({ $0.trimmingCharacters(in: .whitespaces) }) == columns else {
            return ([], findings + [RegisterCode.header.finding(file, line: 1, columns.joined(separator: ","))])
        }
        if records.count > mostRows + 1 { findings.append(RegisterCode.tooMany.finding(file, line: records[mostRows + 1].line, "\(mostRows)")) }
        var entries: [Entry] = []
        var lines: [String: Int] = [:]
        for record in records.dropFirst() {
            guard record.fields.count == columns.count else {
                findings.append(RegisterCode.fields.finding(file, line: record.line, "\(record.fields.count) ≠ \(columns.count)"))
                continue
            }
            var row = RegisterRow(line: record.line, cells: Dictionary(uniqueKeysWithValues: zip(columns, record.fields)), file: file)
            let read = entry(&row)
            let own = row.cell(key).precomposedStringWithCompatibilityMapping.uppercased()
            if let first = lines.updateValue(record.line, forKey: own) { row.found(.twice, key, "\(first)") }
            findings += row.findings
            if let read { entries.append(read) }
        }
        return (findings.isEmpty ? entries : [], findings.sorted { ($0.line ?? 0, $0.file) < ($1.line ?? 0, $1.file) })
    }
}

/// One row of a table of the register while it is being read.
struct RegisterRow {
    let line: Int
    let cells: [String: String]
    let file: String
    private(set) var findings: [Finding] = []

    init(line: Int, cells: [String: String], file: String) {
        (self.line, self.cells, self.file) = (line, cells, file)
    }

    func cell(_ column: String) -> String { cells[column]?.trimmingCharacters(in: .whitespacesAndNewlines) ?? "" }

    mutating func found(_ code: RegisterCode, _ column: String, _ detail: String) {
        findings.append(code.finding("\(file)#\(column)", line: line, detail))
    }

    /// The same, where a value was wanted.
    mutating func fault<Value>(_ code: RegisterCode, _ column: String, _ detail: String) -> Value? {
        found(code, column, detail)
        return nil
    }

    mutating func text(_ column: String, _ length: ClosedRange<Int>) -> String? {
        let text = cell(column)
        let hasControl = text.hasControls || text.unicodeScalars.contains { $0.value < 0x20 }
        guard length.contains(text.unicodeScalars.count), !hasControl else {
            return fault(.text, column, "\(length.lowerBound)–\(length.upperBound)")
        }
        return text
    }

    mutating func creditCode(_ column: String) -> CreditCode? {
        do {
            return try CreditCode(reading: cell(column))
        } catch {
            return fault(.creditCode, column, error.code)
        }
    }

    /// Words parted by `;` or `、`, none twice, at least one.
    mutating func words(_ column: String) -> [String] {
        let words = cell(column).split(whereSeparator: { $0 == ";" || $0 == ";" || $0 == "、" }).map { $0.trimmingCharacters(in: .whitespaces) }
            .filter { !$0.isEmpty }
        if words.isEmpty || Set(words).count != words.count || words.contains(where: { $0.unicodeScalars.contains { $0.value < 0x20 } }) {
            found(.words, column, cell(column).prefix(100).description)
        }
        return words
    }

    mutating func validity() -> Validity? {
        let from = day("valid_from")
        if from == nil, cell("valid_from").isEmpty { found(.day, "valid_from", "") }
        let through = day("valid_through")
        guard let from else { return nil }
        if let through, through < from { return fault(.period, "valid_through", through.description) }
        return Validity(from: from, through: through)
    }

    private mutating func day(_ column: String) -> CalendarDay? {
        let text = cell(column)
        guard !text.isEmpty else { return nil }
        guard let day = CalendarDay(text) else { return fault(.day, column, String(text.prefix(40))) }
        return day
    }
}

/// Everything that the rules of a check may find beyond what makes a package readable. The raw value is the finding's stable code.
public enum RuleCode: String, CaseIterable, Sendable {
    case materialMissing = "material.missing"
    case fileNameCharacter = "file.name_character"
    case fileNameTooLong = "file.name_too_long"
    case numberPrefix = "sheet.number_prefix"
    case paper = "sheet.paper_not_allowed"
    case tooManySheets = "package.too_many_sheets"
    case tooLarge = "package.too_large"

    /// Whether a finding with this code stops the package, unless the rules in force weigh it otherwise.
    public var severity: Finding.Severity {
        switch self {
        case .tooManySheets, .tooLarge: .reject
        case .materialMissing, .fileNameCharacter, .fileNameTooLong, .numberPrefix, .paper: .warn
        }
    }

    /// What is wrong, without a full stop: what was found may follow.
    public var message: Bilingual {
        switch self {
        case .materialMissing: Bilingual(zh: "缺少必备材料", en: "Required material is missing")
        case .fileNameCharacter: Bilingual(zh: "文件名含有不宜使用的字符", en: "The file's name holds a character that must not be used")
        case .fileNameTooLong: Bilingual(zh: "文件名过长", en: "The file's name is too long")
        case .numberPrefix: Bilingual(zh: "图号字头与专业不符", en: "The sheet number's prefix is not one of its specialty")
        case .paper: Bilingual(zh: "图幅不在允许之列", en: "The paper size is not one of those allowed")
        case .tooManySheets: Bilingual(zh: "图纸张数超过上限", en: "The package holds more sheets than allowed")
        case .tooLarge: Bilingual(zh: "图纸包超过上限", en: "The package is larger than allowed")
        }
    }

    /// What to do about it.
    public var remedy: Bilingual {
        switch self {
        case .materialMissing: Bilingual(zh: "请补入该材料并列入清单；不适用的请书面说明。", en: "Add it and list it; where it does not apply, say so in writing.")
        case .fileNameCharacter: Bilingual(zh: "请改名后重新打包。", en: "Rename the file and pack again.")
        case .fileNameTooLong: Bilingual(zh: "请缩短文件名或减少文件夹层次。", en: "Shorten the name, or use fewer folders.")
        case .numberPrefix: Bilingual(zh: "请核对图号与专业；图号以图签为准。", en: "Compare number and specialty; the title block has the number.")
        case .paper: Bilingual(zh: "请按标准图幅出图，或说明采用该图幅的原因。", en: "Plot on a standard size, or say why this one is used.")
        case .tooManySheets: Bilingual(zh: "请按专业或子项分成几个图纸包。", en: "Hand it in as several packages, by specialty or part.")
        case .tooLarge: Bilingual(zh: "请降低出图分辨率，或分成几个图纸包。", en: "Plot at a lower resolution, or hand in several packages.")
        }
    }

    /// The finding at a place; `detail` is what was found there, put after the sentence.
    public func finding(
        file: String, sheet: String? = nil, detail: Bilingual, severity: Finding.Severity? = nil, basis: String? = nil
    ) -> Finding {
        Finding(
            code: rawValue, severity: severity ?? self.severity, file: file, sheet: sheet,
            message: Bilingual(zh: "\(message.zh)：\(detail.zh)。", en: "\(message.en): \(detail.en)."), remedy: remedy, basis: basis)
    }
}

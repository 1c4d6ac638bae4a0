/// Everything that the rules of a check may find beyond what makes a package readable. The raw value is the finding's stable code.
public enum RuleCode: String, CaseIterable, Sendable {
    case materialMissing = "material.missing"
    case fileNameCharacter = "file.name_character"
    case fileNameTooLong = "file.name_too_long"
    case fileNameForm = "file.name_form"
    case fileTooLarge = "file.too_large"
    case fileTooManyPages = "file.too_many_pages"
    case numberPrefix = "sheet.number_prefix"
    case paper = "sheet.paper_not_allowed"
    case tooManySheets = "package.too_many_sheets"
    case tooLarge = "package.too_large"

    /// Whether a finding with this code stops the package, unless the rules in force weigh it otherwise.
    public var severity: Finding.Severity {
        switch self {
        case .tooManySheets, .tooLarge, .fileTooLarge, .fileTooManyPages: .reject
        case .materialMissing, .fileNameCharacter, .fileNameTooLong, .fileNameForm, .numberPrefix, .paper: .warn
        }
    }

    /// What is wrong, without a full stop: what was found may follow.
    public var message: Bilingual {
        switch self {
        case .materialMissing: Bilingual(zh: "缺少必备材料", en: "Required material is missing")
        case .fileNameCharacter: Bilingual(zh: "文件名含有不宜使用的字符", en: "The file's name holds a character that must not be used")
        case .fileNameTooLong: Bilingual(zh: "文件名过长", en: "The file's name is too long")
        case .fileNameForm: Bilingual(zh: "文件名不符合命名规则", en: "The file's name does not follow the convention")
        case .fileTooLarge: Bilingual(zh: "单个文件超过上限", en: "The file is larger than allowed")
        case .fileTooManyPages: Bilingual(zh: "单个 PDF 的页数超过上限", en: "The PDF has more pages than the rules allow")
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
        case .fileNameForm:
            Bilingual(
                zh: "请按所列形式改名，清单中的文件名同时改正，再重新打包。", en: "Rename the file in that form, in the list too, and pack again.")
        case .fileTooLarge: Bilingual(zh: "请以矢量方式出图、降低图像分辨率，或拆分文件。", en: "Plot as vectors, lower the resolution of pictures, or split the file.")
        case .fileTooManyPages: Bilingual(zh: "请拆分成几个 PDF，每张图纸一页。", en: "Split it into several PDFs, one sheet a page.")
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

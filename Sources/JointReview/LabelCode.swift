/// Where drawing list, title block, file name and manifest do not agree. The raw value is the finding's stable code.
///
/// Warnings by themselves: text is read from drawings, and half of the real ones hold none. Rules may weigh them otherwise.
public enum LabelCode: String, CaseIterable, Sendable {
    case numberDiffers = "sheet.number_differs"
    case titleDiffers = "sheet.title_differs"
    case revisionDiffers = "sheet.revision_differs"
    case specialtyDiffers = "sheet.specialty_differs"
    case listedMissing = "list.sheet_missing"
    case notListed = "list.sheet_not_listed"
    case listedTwice = "list.number_twice"

    /// Whether a finding with this code stops the package, unless the rules in force weigh it otherwise.
    public var severity: Finding.Severity { .warn }

    /// What is wrong, without a full stop: what was found may follow.
    public var message: Bilingual {
        switch self {
        case .numberDiffers: Bilingual(zh: "图号不一致", en: "The sheet number differs")
        case .titleDiffers: Bilingual(zh: "图名不一致", en: "The title differs")
        case .revisionDiffers: Bilingual(zh: "版次不一致", en: "The revision differs")
        case .specialtyDiffers: Bilingual(zh: "专业不一致", en: "The specialty differs")
        case .listedMissing: Bilingual(zh: "图纸目录所列图纸未提交", en: "A sheet of the drawing list was not handed in")
        case .notListed: Bilingual(zh: "图纸未列入图纸目录", en: "The sheet is not in the drawing list")
        case .listedTwice: Bilingual(zh: "图纸目录中图号重复", en: "The drawing list has the number twice")
        }
    }

    /// What to do about it.
    public var remedy: Bilingual {
        switch self {
        case .numberDiffers: Bilingual(zh: "请核对图签，使图签、目录、清单与文件名的图号一致。", en: "Look at the title block; make all four agree on the number.")
        case .titleDiffers: Bilingual(zh: "请使图签、目录与清单的图名一致。", en: "Make title block, drawing list and manifest agree on the title.")
        case .revisionDiffers:
            Bilingual(zh: "请确认放入的是现行版本，并使各处版次一致。", en: "Make sure that this is the current plot, and that all agree on its revision.")
        case .specialtyDiffers: Bilingual(zh: "请核对图签的专业并更正清单。", en: "Look at the title block and correct the manifest.")
        case .listedMissing: Bilingual(zh: "请补入该图纸，或更正图纸目录。", en: "Add the sheet, or correct the drawing list.")
        case .notListed: Bilingual(zh: "请将该图纸补入图纸目录，或从图纸包中删去。", en: "Add it to the drawing list, or take it out of the package.")
        case .listedTwice: Bilingual(zh: "请更正图纸目录。", en: "Correct the drawing list.")
        }
    }

    /// The finding at a place; `detail` is what was found there, put after the sentence.
    public func finding(file: String, sheet: String?, detail: Bilingual) -> Finding {
        Finding(
            code: rawValue, severity: severity, file: file, sheet: sheet,
            message: Bilingual(zh: "\(message.zh)：\(detail.zh)。", en: "\(message.en): \(detail.en)."), remedy: remedy)
    }
}

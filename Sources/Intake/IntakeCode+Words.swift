public import JointReview

extension IntakeCode {
    /// What is wrong, without a full stop: what was found may follow.
    public var message: Bilingual {
        switch self {
        case .manifestMissing:
            Bilingual(zh: "图纸包没有 manifest.xml，图纸目录按文件名推定", en: "The package has no manifest.xml; its drawing list was proposed from file names")
        case .notRead: Bilingual(zh: "多次尝试仍未能读完图纸包", en: "The package could not be read to its end, however often it was tried")
        case .timeSpent:
            Bilingual(zh: "读图纸包所需时间超过上限，其余文件未打开", en: "Reading the package takes longer than allowed; the rest of its files were not opened")
        case .noSheets: Bilingual(zh: "图纸包中没有可审查的图纸", en: "The package holds no sheet to review")
        case .fileMissing: Bilingual(zh: "清单所列文件不在图纸包中", en: "A listed file is not in the package")
        case .fileUnlisted: Bilingual(zh: "文件未列入清单，不予审查", en: "The file is not listed and will not be reviewed")
        case .listedTwice: Bilingual(zh: "同一文件在清单中既作图纸又作其他用途", en: "The file is listed both as a sheet and as something else")
        case .digestMismatch: Bilingual(zh: "文件摘要与清单所载不符", en: "The file's digest is not the one that the list declares")
        case .forbiddenType: Bilingual(zh: "图纸包中不得含有可执行或可带脚本的文件", en: "A package must not hold files that can be run or carry scripts")
        case .clutter: Bilingual(zh: "图纸包中混入了系统附带的文件", en: "The package holds files that an operating system left behind")
        case .notPDF: Bilingual(zh: "图纸不是 PDF 文件", en: "The sheet is not a PDF")
        case .duplicateNumber: Bilingual(zh: "图号重复", en: "The sheet number is used twice")
        case .duplicatePage: Bilingual(zh: "同一文件的同一页被列为两张图纸", en: "The same page of the same file is listed as two sheets")
        case .pageOutOfRange: Bilingual(zh: "清单所列页码超出文件页数", en: "The listed page is beyond the end of the file")
        case .pageUnlisted: Bilingual(zh: "文件中有未列入清单的页面", en: "The file has pages that are not listed")
        case .removedAndListed: Bilingual(zh: "图号既列为图纸又列为取消", en: "The sheet number is listed as a sheet and as removed")
        case .sizeDiffers: Bilingual(zh: "图幅与清单所载不符", en: "The paper size is not the one that the list declares")
        case .sameContent: Bilingual(zh: "与另一图号的页面内容完全相同", en: "The page is the same as that of another sheet number")
        case .noTwin: Bilingual(zh: "DWG/DXF 文件没有对应的 PDF 图纸", en: "The DWG or DXF file has no PDF sheet beside it")
        }
    }

    /// What to do about it.
    public var remedy: Bilingual {
        switch self {
        case .manifestMissing:
            Bilingual(
                zh: "请核对推定的图号、图名和专业；建议在包内附上 manifest.xml。", en: "Check the proposed numbers, titles and specialties; better, add a manifest.xml.")
        case .notRead:
            Bilingual(
                zh: "请重新导出图纸并打包后上传；若仍不能读取，请将图纸包编号告知系统管理员。",
                en: "Export the drawings again, pack and upload them; if that fails as well, tell the administrator the package's id.")
        case .timeSpent:
            Bilingual(
                zh: "请简化或拆分超时的图纸后重新导出，或将图纸包分成几个提交。",
                en: "Simplify or split the drawings that took too long and export them again, or hand the package in as several.")
        case .noSheets: Bilingual(zh: "请将图纸导出为 PDF 后放入图纸包。", en: "Export the drawings as PDF and put them into the package.")
        case .fileMissing: Bilingual(zh: "请补入该文件，或从清单中删去该项。", en: "Add the file, or take the entry out of the list.")
        case .fileUnlisted: Bilingual(zh: "如需审查请列入清单，否则请从图纸包中删去。", en: "List it if it is to be reviewed, otherwise take it out of the package.")
        case .listedTwice: Bilingual(zh: "请只保留一处。", en: "Keep one of the entries.")
        case .digestMismatch: Bilingual(zh: "请放入正确的文件，或重新生成清单。", en: "Put the right file in, or make the list again.")
        case .forbiddenType: Bilingual(zh: "请删去该文件后重新打包。", en: "Take the file out and pack again.")
        case .clutter: Bilingual(zh: "可以提交；建议重新打包时去除。", en: "It can be handed in; leave them out when you pack again.")
        case .notPDF: Bilingual(zh: "请将图纸导出为 PDF；原格式文件可作为参考文件列入清单。", en: "Export the sheet as PDF; the original can be listed as a reference.")
        case .duplicateNumber: Bilingual(zh: "请使每张图纸的图号唯一。", en: "Give every sheet a number of its own.")
        case .duplicatePage: Bilingual(zh: "请更正其中一项的文件或页码。", en: "Correct the file or the page of one of the entries.")
        case .pageOutOfRange: Bilingual(zh: "请更正页码，或放入完整的文件。", en: "Correct the page, or put the complete file in.")
        case .pageUnlisted: Bilingual(zh: "如需审查请将这些页列入清单。", en: "List these pages if they are to be reviewed.")
        case .removedAndListed: Bilingual(zh: "请从两处之一删去该图号。", en: "Take the number out of one of the two lists.")
        case .sizeDiffers: Bilingual(zh: "请核对出图设置，或更正清单。", en: "Check the plot settings, or correct the list.")
        case .sameContent: Bilingual(zh: "请确认没有重复出图或放错文件。", en: "Make sure that nothing was plotted twice or put in the wrong place.")
        case .noTwin: Bilingual(zh: "请补充对应的 PDF 图纸；审查和盖章以 PDF 为准。", en: "Add the sheet as PDF; only PDF is reviewed and stamped.")
        }
    }
}

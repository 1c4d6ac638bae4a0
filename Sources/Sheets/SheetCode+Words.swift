public import JointReview

extension SheetCode {
    /// What is wrong, without a full stop: a measured detail may follow.
    public var message: Bilingual {
        switch self {
        case .damaged: Bilingual(zh: "文件已损坏，无法打开", en: "The file is damaged and cannot be opened")
        case .repaired: Bilingual(zh: "文件不完整，阅读软件只能猜测其内容", en: "The file is incomplete; readers have to guess what it holds")
        case .irregular: Bilingual(zh: "文件有不合规范之处", en: "The file departs from the PDF standard")
        case .encrypted: Bilingual(zh: "文件已加密或限制了权限", en: "The file is encrypted or restricted")
        case .noPages: Bilingual(zh: "文件没有页面", en: "The file has no pages")
        case .tooManyPages: Bilingual(zh: "页数超过上限", en: "The file has more pages than allowed")
        case .pageSize: Bilingual(zh: "图幅尺寸超出 PDF 允许的范围", en: "A page size is outside what PDF allows")
        case .empty: Bilingual(zh: "文件为空（0 字节）", en: "The file is empty (0 bytes)")
        case .typeMismatch: Bilingual(zh: "文件内容与扩展名不符", en: "The file is not what its extension says")
        case .activeContent: Bilingual(zh: "文件含有脚本、动态表单或可触发的动作", en: "The file holds scripts, a dynamic form or actions that start something")
        case .externalContent: Bilingual(zh: "图纸内容取自文件之外", en: "Content of the drawing comes from outside the file")
        case .automaticAction: Bilingual(zh: "文件打开或翻页时自动执行动作", en: "The file acts by itself when it is opened or a page is turned to")
        case .layerSwitch: Bilingual(zh: "图纸上有切换图层的动作", en: "An action of the drawing switches layers")
        case .multimedia: Bilingual(zh: "图纸上有影音或三维内容", en: "The drawing holds films, sounds or three-dimensional content")
        case .attachment: Bilingual(zh: "PDF 内嵌了其他文件", en: "Another file is embedded in the PDF")
        case .leadsElsewhere: Bilingual(zh: "图纸上有链接通向其他文件", en: "A link of the drawing leads to another file")
        case .timeout: Bilingual(zh: "在规定时间内未能读完文件", en: "The file could not be read within the time allowed")
        case .toolFailed: Bilingual(zh: "读取文件的程序异常终止", en: "The program that reads the file broke down on it")
        case .digestUnavailable: Bilingual(zh: "未能计算页面内容摘要", en: "The digest of the page content could not be made")
        case .notPlain:
            Bilingual(
                zh: "PDF 的写法可能被不同软件读成不同内容，不能认定与另一版本相同",
                en: "The PDF is written so that readers may take it differently; it is never held to be the same as another one")
        case .lookUnavailable: Bilingual(zh: "未能生成页面外观指纹", en: "The fingerprint of the page's look could not be made")
        case .drawingHeader: Bilingual(zh: "图形文件头不完整或版本未知", en: "The header of the drawing file is incomplete or of an unknown version")
        case .fontMissing: Bilingual(zh: "字体未嵌入，各台电脑显示的文字可能不同", en: "Fonts are not embedded; the letters may differ from one machine to another")
        case .hiddenLayer: Bilingual(zh: "图纸含有默认不显示的图层", en: "The drawing has layers that are hidden when it is opened")
        case .signatureBroken: Bilingual(zh: "签名校验不通过，签名后内容已被改动", en: "A signature does not hold: what it signs was changed")
        case .signatureCoverage: Bilingual(zh: "签名没有覆盖签署时的整个文件", en: "A signature does not cover the whole file as it was signed")
        case .signatureNotVerified: Bilingual(zh: "签章未能在此核验", en: "A signature or seal was not verified here")
        case .changedAfterSignature:
            Bilingual(zh: "签名之后页面内容被改动，且无人对改动签名", en: "Pages were changed after the last signature, and nobody signed the change")
        case .signatureRemoved:
            Bilingual(zh: "文件曾有签名，后来的修订将其去除", en: "The file was signed once, and a later revision took the signature away")
        case .unsignedAppend:
            Bilingual(zh: "签名之后追加了未签名的内容，页面未变", en: "Something unsigned was appended after the last signature; the pages did not change")
        case .textUnavailable: Bilingual(zh: "未能读取图纸上的文字", en: "The text of the drawing could not be read")
        case .imageHeader: Bilingual(zh: "图像文件头不完整", en: "The header of the picture is incomplete")
        case .imageSize: Bilingual(zh: "图像像素数超过上限", en: "The picture has more pixels than allowed")
        case .unpacksTooLarge: Bilingual(zh: "PDF 内容解压后远大于文件本身", en: "The content of the PDF unpacks to far more than the file")
        }
    }

    /// What to do about it.
    public var remedy: Bilingual {
        switch self {
        case .damaged, .repaired: Bilingual(zh: "请重新导出该文件，并在上传前打开确认。", en: "Export the file again and open it before you upload it.")
        case .irregular: Bilingual(zh: "请检查各页显示是否正确；如有疑问请重新导出。", en: "Check that every page shows right; if in doubt, export it again.")
        case .encrypted: Bilingual(zh: "请去除密码和权限限制后重新导出。", en: "Export the file again without password and restrictions.")
        case .noPages: Bilingual(zh: "请重新导出，使每张图纸成为一页。", en: "Export it again so that each sheet is a page.")
        case .tooManyPages: Bilingual(zh: "请将文件拆分后重新提交。", en: "Split the file and hand it in again.")
        case .pageSize: Bilingual(zh: "请按标准图幅（A0–A4 及其加长幅面）重新出图。", en: "Plot it again on a standard sheet (A0 to A4 or a lengthened form).")
        case .empty: Bilingual(zh: "请重新导出该文件。", en: "Export the file again.")
        case .typeMismatch: Bilingual(zh: "请用正确的格式另存，不要只改扩展名。", en: "Save the file in the right format; do not just rename it.")
        case .activeContent: Bilingual(zh: "请用打印方式重新生成 PDF，去除脚本和表单。", en: "Print to PDF again, without scripts and forms.")
        case .externalContent:
            Bilingual(zh: "请重新导出，使全部内容都在文件之内。", en: "Export it again with all its content inside the file.")
        case .automaticAction:
            Bilingual(zh: "请确认该动作不影响看图，最好用打印方式重新生成 PDF。", en: "Make sure that it does not change what is seen; better, print to PDF again.")
        case .layerSwitch:
            Bilingual(
                zh: "可以提交；只审查打开时显示的内容，最好去除后重新出图。",
                en: "It can be handed in; only what shows when it is opened is reviewed. Better, plot it without them.")
        case .multimedia:
            Bilingual(
                zh: "可以提交；影音和三维内容不予审查，最好以平面图纸重新出图。", en: "It can be handed in; such content is not reviewed. Better, plot it as flat sheets.")
        case .attachment:
            Bilingual(zh: "请将内嵌文件作为单独文件放入图纸包；内嵌文件不予审查。", en: "Put it into the package as a file of its own; embedded files are not reviewed.")
        case .leadsElsewhere:
            Bilingual(
                zh: "可以提交；链接通向的内容不予审查，最好去除后重新出图。", en: "It can be handed in; what the link leads to is not reviewed. Better, plot it without links.")
        case .timeout: Bilingual(zh: "请简化或拆分该图纸后重新导出。", en: "Simplify or split the drawing and export it again.")
        case .toolFailed: Bilingual(zh: "请用其他软件重新导出；如仍失败请联系受理窗口。", en: "Export it with other software; if that fails too, ask the desk.")
        case .digestUnavailable:
            Bilingual(
                zh: "可以提交；但下一轮无法按内容自动认定该图未变更。", en: "It can be handed in, but the next round cannot tell by rule that this sheet did not change.")
        case .notPlain:
            Bilingual(
                zh: "可以提交；最好用 CAD 软件或打印方式重新出图，否则下一轮须列入修改清单并由审查人确认。",
                en:
                    "It can be handed in. Better, plot or print it to PDF again; else the next round has to list it as changed, and reviewers confirm it."
            )
        case .lookUnavailable: Bilingual(zh: "可以提交；下一轮不提供外观比对提示。", en: "It can be handed in; the next round gives no hint by its look.")
        case .drawingHeader: Bilingual(zh: "请用常用版本另存后重新提交。", en: "Save it in a common version and hand it in again.")
        case .fontMissing: Bilingual(zh: "请在导出设置中选择嵌入全部字体后重新出图。", en: "Plot it again with all fonts embedded.")
        case .hiddenLayer:
            Bilingual(
                zh: "请确认隐藏图层不属于施工内容，最好去除后重新出图。", en: "Make sure that nothing to be built is hidden; better, plot it again without those layers.")
        case .signatureBroken, .signatureCoverage, .changedAfterSignature, .signatureRemoved:
            Bilingual(zh: "请由设计单位对最终文件重新签章后提交。", en: "Have the institute sign and seal the final file again.")
        case .signatureNotVerified:
            Bilingual(zh: "可以提交；请用签章厂商的工具核验，并保留核验结果。", en: "It can be handed in; verify it with the seal maker's own tool and keep the result.")
        case .unsignedAppend: Bilingual(zh: "请说明追加内容的来源；最好在全部修改完成后再签章。", en: "Say what was appended; better, sign after the last change.")
        case .textUnavailable: Bilingual(zh: "可以提交；图签内容须由人工核对。", en: "It can be handed in; a person has to compare its title block.")
        case .imageHeader: Bilingual(zh: "请重新导出该图像。", en: "Export the picture again.")
        case .imageSize: Bilingual(zh: "请降低分辨率或拆分后重新提交。", en: "Lower its resolution or split it.")
        case .unpacksTooLarge: Bilingual(zh: "请以矢量方式重新出图,或降低图像分辨率。", en: "Plot it again as vectors, or at a lower resolution.")
        }
    }
}

extension SetCode {
    /// What is wrong, without a full stop: what was found may follow.
    public var message: Bilingual {
        switch self {
        case .noBase:
            Bilingual(
                zh: "只报了修改的图纸，而本单位在本件中还没有全套图纸", en: "The package holds only changes, and there is no complete set of this institute to apply them to")
        case .baseDiffers:
            Bilingual(zh: "清单所载被取代的图纸包不是最近一套图纸", en: "The package that the list says it replaces is not the one that made the last complete set")
        case .changeUndeclared: Bilingual(zh: "图纸已修改，而修改清单没有列出", en: "The sheet was changed, and the list of changes does not say so")
        case .contentUndeclared:
            Bilingual(
                zh: "页面内容有变，只是看不清小字的粗略图像看来相同，修改清单没有列出",
                en: "The sheet's content differs; only a coarse picture, without small figures, looks the same. The list of changes does not say so")
        case .addedUndeclared: Bilingual(zh: "新增的图纸未列入修改清单", en: "The sheet is new, and the list of changes does not say so")
        case .removedUndeclared:
            Bilingual(zh: "上一套图纸中的图纸既未提交，也未列入取消清单", en: "A sheet of the last complete set is neither handed in nor listed as removed")
        case .documentChanged: Bilingual(zh: "同名文件的内容与上一套不同", en: "A document of the last complete set was replaced by another of the same title")
        case .documentRemoved: Bilingual(zh: "上一套图纸中的文件没有提交", en: "A document of the last complete set is not in this one")
        case .noChangeList: Bilingual(zh: "与上一套图纸不同，却没有修改清单", en: "The set differs from the last one, and there is no list of changes")
        case .declaredUnchanged: Bilingual(zh: "修改清单称已修改，而页面内容未变", en: "The list of changes says that the sheet was changed, and its content was not")
        case .declaredMissing: Bilingual(zh: "修改清单所列图纸不在图纸包中", en: "A sheet of the list of changes is not in the package")
        case .addedExists: Bilingual(zh: "称为新增的图号在上一套图纸中已有", en: "A sheet declared as added has a number that the last complete set uses already")
        case .revisedUnknown: Bilingual(zh: "称为修改的图号在上一套图纸中没有", en: "A sheet declared as revised is not in the last complete set")
        case .removedUnknown: Bilingual(zh: "取消的图号在上一套图纸中没有", en: "A sheet declared as removed is not in the last complete set")
        case .revisionUnchanged: Bilingual(zh: "图纸已修改，而版次未变", en: "The sheet was changed, and its revision was not")
        case .noticeMissing: Bilingual(zh: "没有设计变更通知单或修改说明", en: "There is no change notice")
        case .replyMissing: Bilingual(zh: "没有审查意见回复", en: "There is no reply to the opinion")
        }
    }

    /// What to do about it.
    public var remedy: Bilingual {
        switch self {
        case .noBase:
            Bilingual(
                zh: "请先提交全套图纸，或将清单 round 的 set 改为 complete。", en: "Hand in the complete set first, or say set=\"complete\" in the list's round.")
        case .baseDiffers:
            Bilingual(
                zh: "请以最近封存的图纸包为准重新编制，并更正 round 的 replaces。",
                en: "Prepare the changes against the package sealed last, and correct replaces in the list's round.")
        case .changeUndeclared:
            Bilingual(zh: "请将该图纸及修改内容列入 changes；没有修改的请放回原文件。", en: "Say in the list's changes what was changed, or put the unchanged file back.")
        case .contentUndeclared:
            Bilingual(
                zh: "请列入 changes 并说明；仅重新出图的也请注明。收件人请比对原图：尺寸数字可能已改。",
                en: "List it in changes and say why, also when it was only plotted again; whoever takes it in compares it: a figure may differ.")
        case .addedUndeclared: Bilingual(zh: "请以 kind=\"added\" 列入 changes。", en: "List it in changes with kind=\"added\".")
        case .removedUndeclared: Bilingual(zh: "请补交该图纸，或列入 removed。", en: "Hand it in, or list it in removed.")
        case .documentChanged:
            Bilingual(
                zh: "请在修改说明中写明改了什么；各专业会据此重新审查。",
                en: "Say in the change notice what was changed; every discipline looks again because of it.")
        case .documentRemoved: Bilingual(zh: "请补交该文件；确已取消的请在修改说明中写明。", en: "Hand it in, or say in the change notice that it is given up.")
        case .noChangeList:
            Bilingual(
                zh: "请在清单中以 changes 和 removed 列出修改、新增和取消的图纸。", en: "List what was revised, added and removed in the list's changes and removed.")
        case .declaredUnchanged:
            Bilingual(zh: "请确认放入的是修改后的图纸，或从 changes 中删去。", en: "Make sure that the changed plot was put in, or take it out of changes.")
        case .declaredMissing: Bilingual(zh: "请放入该图纸，或从 changes 中删去。", en: "Put the sheet in, or take it out of changes.")
        case .addedExists:
            Bilingual(zh: "请另编图号；修改原图的请改为 kind=\"revised\"。", en: "Give it another number; if it replaces that sheet, say kind=\"revised\".")
        case .revisedUnknown: Bilingual(zh: "请核对图号；新增的图纸请改为 kind=\"added\"。", en: "Compare the number; if the sheet is new, say kind=\"added\".")
        case .removedUnknown: Bilingual(zh: "请核对图号，或从 removed 中删去。", en: "Compare the number, or take it out of removed.")
        case .revisionUnchanged: Bilingual(zh: "请更新图签与清单的版次。", en: "Raise the revision in title block and list.")
        case .noticeMissing: Bilingual(zh: "请将签署的修改说明或设计变更通知单作为文件放入。", en: "Add the signed change notice as a document.")
        case .replyMissing: Bilingual(zh: "请将逐条回复作为文件放入。", en: "Add the item-by-item reply as a document.")
        }
    }
}

import JointReview
import TransparencyLog

extension AuditFinding {
    /// What is wrong and what to do, for people.
    var explanation: Explanation {
        func say(_ zh: String, _ en: String, _ remedyZh: String, _ remedyEn: String) -> Explanation {
            Explanation(message: Bilingual(zh: zh, en: en), remedy: Bilingual(zh: remedyZh, en: remedyEn))
        }
        let showEvidence = ("保全此副本,向其他持有回执或日志头的单位核对,并报告主管部门。", "Keep this copy, compare with others who hold receipts or heads, and report it.")
        switch code {
        case .checkpointMalformed:
            return say(
                "checkpoint 不是签名的日志头。", "The checkpoint is no signed head of a log.", "重新取得 checkpoint;仍如此则报告运营方。",
                "Fetch it again; if it stays so, tell the operator.")
        case .checkpointForged:
            return say(
                "日志头上有伪造的签名:内容被改过,或有人冒名签署。", "A signature on the head is false: the text was changed, or somebody signed in another's name.",
                showEvidence.0,
                showEvidence.1)
        case .checkpointUnsigned:
            return say(
                "日志头没有所信任的日志密钥的签名。", "No key of the log that you trust signed the head.", "核对公钥(更换密钥时从公布处取新公钥),不要从日志旁取。",
                "Check the verifier key; after a rotation take the new one from where it is published, not from beside the log.")
        case .checkpointUnwitnessed:
            return say(
                "见证签名不足:运营方自己的签名证明不了什么。", "Too few witnesses signed: the operator's own signature proves nothing against the operator.",
                "等待见证后重试;持续如此则询问见证方看到的日志头。",
                "Try again once it is witnessed; if it stays so, ask the witnesses which head they saw.")
        case .headOlder:
            return say("出示的是较旧的日志头。", "An older head is shown again.", "要求最新的日志头;" + showEvidence.0, "Ask for the newest head. " + showEvidence.1)
        case .tailDropped:
            return say("已存日志头所含的末尾条目不见了。", "Entries at the end, covered by a head that you kept, are gone.", showEvidence.0, showEvidence.1)
        case .historyRewritten:
            return say("历史被改写:这些条目已不是当时的条目。", "History was rewritten: these are not the entries of that time.", showEvidence.0, showEvidence.1)
        case .headsContradict:
            return say(
                "两个日志头大小相同而内容不同:日志出示过两种历史。", "Two heads of one size differ: the log showed two histories.", showEvidence.0, showEvidence.1)
        case .entryAltered:
            return say("条目与树中的哈希不符:条目被改过。", "The entry does not have the hash that the tree has: it was edited.", showEvidence.0, showEvidence.1)
        case .entryForm:
            return say(
                "条目不是规定的写法。", "The entry is not written as entries are.", "报告运营方:写入日志的程序有误或被替换。",
                "Tell the operator: what wrote it is faulty, or was replaced.")
        case .entryOtherLog:
            return say("条目属于另一个日志。", "The entry belongs to another log.", showEvidence.0, showEvidence.1)
        case .entryBackdated:
            return say(
                "条目自称的时间早于它可能写入的时间:倒填日期。", "The entry claims a time before it can have been written: it is back-dated.", showEvidence.0,
                showEvidence.1)
        case .entryPostdated:
            return say(
                "条目自称的时间晚于见证它的时间。", "The entry claims a time after it was witnessed.", "核对服务器与见证方的时钟;" + showEvidence.0,
                "Check the clocks of server and witness. " + showEvidence.1)
        case .projectGap:
            return say("该项目此条之前缺少条目。", "Entries of the project before this one are missing.", showEvidence.0, showEvidence.1)
        case .projectRepeated:
            return say(
                "该项目的条目序号重复:有条目被插入或移动。", "The number of the project's entry was there before: entries were put in or moved.", showEvidence.0,
                showEvidence.1)
        case .projectChain:
            return say("条目所指的前一条与日志不符。", "The entry names another entry before it than the log has.", showEvidence.0, showEvidence.1)
        case .bundleMalformed:
            return say(
                "条目文件结构被破坏。", "The bundle is not made of entries and their lengths.", "重新取得此文件;仍如此则" + showEvidence.0,
                "Fetch the file again; if it stays so: " + showEvidence.1)
        case .tileAltered:
            return say(
                "哈希文件与条目不符。", "The tile has other hashes than the entries give.", "重新取得此文件;仍如此则" + showEvidence.0,
                "Fetch the file again; if it stays so: " + showEvidence.1)
        case .rowAltered, .rowMissing, .rowMisplaced, .detailAltered, .personAltered, .batchAltered, .databaseBehind, .rowUnlogged, .rowBackdated,
            .packageAltered, .packageUnlogged, .contentsAltered, .contentsUnlogged:
            return Explanation(message: inDatabase, remedy: Bilingual(zh: showEvidence.0, en: showEvidence.1))
        case .erasureAwaited:
            return say(
                "内容已删除,而记载删除的条目还不在此日志头之下:尚不能断定。", "It is gone, and the entry that says that it was erased is not below this head yet: not settled.",
                "待日志发布更新的日志头后再核验。", "Verify again once the log has published a newer head.")
        case .exportMalformed, .exportUnproven, .exportRowMissing, .exportRowAltered, .exportRowForeign, .exportDetailAltered, .exportPersonAltered,
            .exportIncomplete:
            return Explanation(
                message: inExport,
                remedy: Bilingual(
                    zh: "不得采信此导出;向服务重新导出并比较,仍不符则" + showEvidence.0,
                    en: "Do not rely on this export. Have it made again by the service and compare; if it stays so: " + showEvidence.1))
        case .rootDiffers:
            return say("全部条目得不出所签的根。", "The entries do not lead to the root that was signed.", showEvidence.0, showEvidence.1)
        }
    }

    /// What is wrong with an export.
    private var inExport: Bilingual {
        switch code {
        case .exportUnproven: Bilingual(zh: "此条目得不到证明:条目或证明被改过。", en: "The entry is not proven: it was edited, or its proof was.")
        case .exportRowMissing: Bilingual(zh: "此条目没有可读记录:记录被删。", en: "The entry has no row: it was taken out.")
        case .exportRowAltered: Bilingual(zh: "可读记录与条目不符:记录被改过。", en: "The row says something else than the entry: it was edited.")
        case .exportRowForeign: Bilingual(zh: "记录没有对应的条目,或出现两次。", en: "The row has no entry of its own, or is there twice.")
        case .exportDetailAltered: Bilingual(zh: "记录的文字说明不是条目所承诺的。", en: "The row's free text is not the one that the entry commits to.")
        case .exportPersonAltered: Bilingual(zh: "记录的行为人与其他记录矛盾。", en: "The row's person contradicts other rows.")
        case .exportIncomplete: Bilingual(zh: "导出不完整:条目数与其自述不符。", en: "The export is not complete: it does not hold what it says.")
        default: Bilingual(zh: "导出的文件缺失或格式不对。", en: "A file of the export is missing, or is not what its name says.")
        }
    }

    /// What is wrong with the database's side of the log.
    private var inDatabase: Bilingual {
        switch code {
        case .rowAltered: Bilingual(zh: "数据库中此条的内容与日志不符。", en: "The database's row says something else than the log.")
        case .rowMissing: Bilingual(zh: "数据库中此条已被删除。", en: "The database has no row of this entry any more.")
        case .rowMisplaced: Bilingual(zh: "数据库中此条的位置与日志不符。", en: "The database gives this entry another place than the log.")
        case .detailAltered:
            Bilingual(
                zh: "此条的文字说明被改过,或被删而日志中没有删除个人信息的条目。",
                en: "The entry's free text is not the one that it commits to, or is gone though no entry says that it was erased.")
        case .personAltered:
            Bilingual(
                zh: "此条的行为人被改过,或其凭据被删而日志中没有删除个人信息的条目。",
                en: "The entry's person is not the one that it commits to, or what showed it is gone though no entry says that it was erased.")
        case .batchAltered: Bilingual(zh: "数据库保存的条目字节与日志不符。", en: "The database keeps other bytes of entries than the log.")
        case .packageAltered: Bilingual(zh: "数据库中图纸包的摘要或大小与上传时所记不符。", en: "The package's digest or size is not the one with which it came in.")
        case .contentsAltered: Bilingual(zh: "数据库中包内文件的摘要与日志所记不符。", en: "A digest of a file in the package is not the one that was logged.")
        case .packageUnlogged: Bilingual(zh: "数据库中有图纸包,日志中没有它的上传条目。", en: "The database has a package, and no entry says that it was uploaded.")
        case .contentsUnlogged: Bilingual(zh: "数据库中有图纸包的文件或图纸从未记入日志。", en: "Digests of the package's files or sheets were never logged.")
        case .rowBackdated:
            Bilingual(
                zh: "数据库中有一条尚未进入此日志头的记录,却自称早于此日志头:倒填日期。",
                en: "The database has a row that is not below this head and claims a time before it: it is back-dated.")
        case .databaseBehind:
            Bilingual(
                zh: "数据库的日志少于日志头所含:可能由旧备份恢复。", en: "The database knows less than the head says: it may come from an older backup.")
        default: Bilingual(zh: "数据库中有一条从未进入日志的记录。", en: "The database has a row that never came into the log.")
        }
    }
}

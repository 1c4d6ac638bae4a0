extension ZipFault.Rule {
    /// Texts of the rules about one entry's headers and data.
    var entryText: RuleText? {
        switch self {
        case .localHeader: RuleText("目录指向的位置 {offset} 没有这个文件", "there is no local header at offset {offset}, where the directory points", .repack)
        case .headerDiffers: RuleText("文件头与目录说法不一（{what}）", "local header and directory disagree on {what}", .repack)
        case .overlap: RuleText("与“{other}”占用同一段数据", "shares bytes with “{other}”", .repack)
        case .unordered: RuleText("目录的次序与数据的次序不同", "the directory's order is not the order of the data", .repack)
        case .bounds: RuleText("数据超出压缩包的数据区", "the data reach outside the archive's data area", .sendAgain)
        case .extra: RuleText("附加字段已损坏或不可接受（{what}）", "the extra field is damaged or not accepted ({what})", .repack)
        case .entrySize: RuleText("解压后 {bytes} 字节，单个文件上限 {limit}", "unpacks to {bytes} bytes, the limit for one file is {limit}", .split)
        case .ratio: RuleText("压缩比 {ratio} 超过上限 {limit}", "the compression ratio {ratio} exceeds {limit}", .lessPacked)
        case .crc: RuleText("校验值不符：声明 {declared}，实为 {found}", "checksum mismatch: {declared} declared, {found} found", .sendAgain)
        case .size: RuleText("大小不符：声明 {declared} 字节，实为 {found}", "size mismatch: {declared} bytes declared, {found} found", .repack)
        case .data: RuleText("压缩数据已损坏", "the packed data are damaged", .sendAgain)
        case .descriptor: RuleText("数据描述符与目录不符", "the data descriptor does not agree with the directory", .repack)
        case .storedDescriptor:
            RuleText(
                "未压缩且长度后置的数据里含有 ZIP 记录，逐段读取的软件会读出别的文件", "stored data of late-declared length hold ZIP records: a streaming reader sees other files",
                .repack)
        case .encrypted: RuleText("文件已加密", "the file is encrypted", .noPassword)
        case .method: RuleText("压缩方法 {method} 不受支持", "compression method {method} is not supported", .deflate)
        case .version:
            RuleText("声明解压须用 ZIP {version} 版，常用解压软件会跳过这个文件", "says that ZIP version {version} is needed: common tools skip the file", .deflate)
        case .nested: RuleText("压缩包里还有压缩包（{kind}）", "an archive inside the archive ({kind})", .flatten)
        case .polyglot:
            RuleText(
                "文件既是 {kind} 又是 ZIP：末尾另藏一个压缩包", "the file is {kind} and a ZIP at once: another archive is hidden at its end", .exportAnew)
        case .symlink: RuleText("这是符号链接，不是文件", "this is a symbolic link, not a file", .realFile)
        case .device: RuleText("这不是普通文件（类型 {kind}）", "this is not a plain file (type {kind})", .realFile)
        case .dirWithData: RuleText("文件夹条目带有 {bytes} 字节数据", "a folder entry carries {bytes} bytes of data", .repack)
        default: nil
        }
    }

    /// Texts of the rules about names.
    var nameText: RuleText? {
        switch self {
        case .encoding: RuleText("文件名不是有效的 {encoding}", "the name is not valid {encoding}", .unicodeNames)
        case .nameDiffers: RuleText("同一文件有两个名称，另一处写作“{other}”", "one file has two names, elsewhere it reads “{other}”", .repack)
        case .nameNul: RuleText("文件名含空字符", "the name holds a NUL byte", .rename)
        case .nameControl: RuleText("文件名含控制字符或不可见字符", "the name holds a control or invisible character", .rename)
        case .nameBidi: RuleText("文件名含文字方向控制符，看到的名称不是真实名称", "the name holds a bidirectional control: what is seen is not what it is", .rename)
        case .nameBackslash: RuleText("文件名含反斜杠", "the name holds a backslash", .slashes)
        case .nameColon: RuleText("文件名含冒号或盘符", "the name holds a colon or a drive letter", .rename)
        case .nameAbsolute: RuleText("文件名是绝对路径", "the name is an absolute path", .relative)
        case .nameTraversal: RuleText("文件名含“.”或“..”路径段", "the name holds a “.” or “..” segment", .relative)
        case .nameEmptySegment: RuleText("文件名为空或含空路径段", "the name or one of its segments is empty", .rename)
        case .nameTrailing: RuleText("路径段以点或空格结尾", "a segment ends in a dot or a space", .rename)
        case .nameReserved:
            RuleText("名称“{name}”在 Windows 上是设备名，解不出这个文件", "Windows keeps the name “{name}” for a device: the file cannot be unpacked there", .rename)
        case .nameTooLong: RuleText("名称过长：{bytes} 字节，上限 {limit}", "the name is too long: {bytes} bytes, the limit is {limit}", .shorten)
        case .duplicateName: RuleText("同名文件出现 {count} 次", "the name occurs {count} times", .renameOne)
        case .nameCollision: RuleText("与“{other}”只有大小写或字符组合方式不同", "differs from “{other}” only in case or composition", .renameOne)
        case .fileAndFolder: RuleText("既是文件又是“{other}”所在的文件夹", "is a file and also the folder of “{other}”", .renameOne)
        default: nil
        }
    }
}

/// What a sender can do about a fault; many faults share one remedy.
enum Remedy {
    case readAgain, asZip, wrapPDF, sendAgain, addFiles, repack, repackPlain, split, onePart, lessPacked, noPassword, deflate, flatten
    case realFile, exportAnew, unicodeNames, rename, slashes, relative, shorten, renameOne, fixFirst

    var text: (zh: String, en: String) {
        switch self {
        case .readAgain: ("请检查文件是否存在、是否可读，再试一次", "check that the file exists and can be read, then try again")
        case .asZip: ("请解压后重新打包为 ZIP（方法：标准/Deflate）", "unpack it and pack the files as ZIP (method Deflate)")
        case .wrapPDF: ("请把图纸连同清单一起打包为 ZIP 再上传", "pack the drawings, with their manifest, as one ZIP and upload that")
        case .sendAgain: ("请在本机测试压缩包，无误后重新上传", "test the archive on your machine and upload it again")
        case .addFiles: ("请把图纸加入压缩包", "add the drawings to the archive")
        case .repack: ("请解压到空文件夹，核对文件后重新打包", "unpack into an empty folder, check the files and pack them anew")
        case .repackPlain: ("请不要使用自解压格式，重新打包为普通 ZIP", "do not use a self-extracting format: pack a plain ZIP")
        case .split: ("请分成几个图纸包提交，或请管理员调高上限", "hand it in as several packages, or ask the administrator to raise the limit")
        case .onePart: ("请合并所有分卷，打包为一个 ZIP", "join all parts and pack them as one ZIP")
        case .lessPacked: ("请确认内容不是空白填充；可改用“仅存储”方式打包", "make sure that the content is not filler; packing it stored is possible")
        case .noPassword: ("请去掉密码后重新打包", "pack it again without a password")
        case .deflate: ("请用“标准（Deflate）”或“仅存储”方式重新打包", "pack it again with method Deflate or Store")
        case .flatten: ("请把里层压缩包解开，直接放入图纸", "unpack the inner archive and put its files in directly")
        case .realFile: ("请用真实文件代替，再重新打包", "put the real file in its place and pack again")
        case .exportAnew: ("请用制图软件重新导出这个文件，再打包", "export the file anew from the program that made it, and pack that")
        case .unicodeNames: ("请用当前版本的压缩软件（UTF-8 文件名）重新打包", "pack again with a current tool that writes UTF-8 names")
        case .rename: ("请改名后重新打包", "rename the file and pack again")
        case .slashes: ("请用以“/”分隔路径的压缩软件重新打包", "pack again with a tool that separates folders by “/”")
        case .relative: ("请在图纸文件夹内打包，只留相对路径", "pack from inside the folder, so that paths are relative")
        case .shorten: ("请缩短文件名或文件夹名", "shorten the names of the file or its folders")
        case .renameOne: ("请为其中一个改名，或删去多余的一个", "rename one of them, or remove the one too many")
        case .fixFirst: ("请先处理已列出的问题，再重新检查", "deal with the listed faults first, then check again")
        }
    }
}

extension ZipFault {
    /// A fact as the Chinese sentence says it: names, numbers and addresses stay, our few English words do not.
    static func chinese(_ fact: String) -> String {
        if let whole = words[fact] { return whole }
        if let match = fact.wholeMatch(of: #/([0-9]+) left over/#) { return "多余 \(match.1) 字节" }
        guard let match = fact.wholeMatch(of: #/(0x[0-9a-f]+) (too long|twice|version|file type)/#), let fault = words[String(match.2)] else {
            return fact
        }
        return "\(match.1) \(fault)"
    }

    private static let words = [
        "locator missing": "缺少定位记录", "locator": "定位记录", "record": "ZIP64 结束记录", "end record": "结束记录", "local 0x1": "本地文件头的 0x1 字段",
        "flags": "标志位", "method": "压缩方法", "version needed": "解压所需版本", "too long": "过长", "twice": "重复", "version": "版本不符",
        "file type": "另行规定文件类型",
    ]
}

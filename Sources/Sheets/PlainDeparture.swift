import JointReview

/// Where a PDF leaves the plain form: what it is, and where.
struct PlainDeparture: Error, Hashable, Sendable {
    /// What a reader may take in two ways. Each is told to people in its own words.
    enum Kind: String, CaseIterable, Sendable {
        case header, ending, stray, comment, token, name, duplicateKey, object, streamLength, streamData, filter, table, tables, hybrid
        case generation, twice, unlisted, container, size, warned
        case catalog, pageTree, page, box, rotation, content, annotation, picture, form, layer
    }

    let kind: Kind
    /// Byte of the file, or page from 1.
    let place: Int

    init(_ kind: Kind, _ place: Int) { (self.kind, self.place) = (kind, place) }

    /// Whether `place` is a page.
    private var isOnPage: Bool {
        switch kind {
        case .page, .box, .rotation, .content, .annotation, .picture, .form: true
        default: false
        }
    }

    /// What it is and where, in words.
    var words: Bilingual {
        let said = kind.words
        if isOnPage { return Bilingual(zh: "第 \(place) 页，\(said.zh)", en: "p. \(place), \(said.en)") }
        return place > 0 ? Bilingual(zh: "\(said.zh)（第 \(place) 字节）", en: "\(said.en) (byte \(place))") : said
    }
}

extension PlainDeparture.Kind {
    /// What it is, in words.
    var words: Bilingual {
        switch self {
        case .header: Bilingual(zh: "文件不以唯一的 PDF 文件头开始", en: "the file does not begin with the one header of a PDF")
        case .ending: Bilingual(zh: "文件结尾不规整", en: "the end of the file is not as it should be")
        case .stray: Bilingual(zh: "对象之间有多余内容", en: "something stands between the objects")
        case .comment: Bilingual(zh: "注释中有结构文字", en: "a comment holds words of structure")
        case .token: Bilingual(zh: "数字或文字写法不规整", en: "a number or a text is written in an unusual way")
        case .name: Bilingual(zh: "名称的转义写法多余或不合规范", en: "a name is escaped needlessly or wrongly")
        case .duplicateKey: Bilingual(zh: "同一字典中键重复", en: "a dictionary has a key twice")
        case .object: Bilingual(zh: "对象不完整", en: "an object is not whole")
        case .streamLength: Bilingual(zh: "数据流长度与内容不符", en: "a stream is not as long as it says")
        case .streamData: Bilingual(zh: "压缩数据不完整", en: "packed data are not whole")
        case .filter: Bilingual(zh: "数据流用了少见的编码", en: "a stream is encoded in an unusual way")
        case .table: Bilingual(zh: "交叉引用表不规整", en: "a cross-reference table is not regular")
        case .tables: Bilingual(zh: "各交叉引用表前后不一致", en: "the cross-reference tables do not follow each other")
        case .hybrid: Bilingual(zh: "同时有两种交叉引用表", en: "there are two kinds of cross-reference for one revision")
        case .generation: Bilingual(zh: "使用了代号", en: "an object has a generation number")
        case .twice: Bilingual(zh: "对象重复定义", en: "an object is defined twice")
        case .unlisted: Bilingual(zh: "有未列入交叉引用表的对象", en: "an object is in no cross-reference table")
        case .container: Bilingual(zh: "对象流不规整", en: "a stream of objects is not regular")
        case .size: Bilingual(zh: "对象数与声明不符", en: "there are more objects than declared")
        case .warned: Bilingual(zh: "读取工具有警告", en: "the tool that reads it complained")
        case .catalog: Bilingual(zh: "文件目录含有会影响显示的设置", en: "the catalog holds something that may change what is shown")
        case .pageTree: Bilingual(zh: "页面树不规整", en: "the tree of pages is not regular")
        case .page: Bilingual(zh: "页面对象不规整", en: "the page is not a regular one")
        case .box: Bilingual(zh: "页面边框不规整", en: "a box of the page is not regular")
        case .rotation: Bilingual(zh: "旋转角不是 0、90、180 或 270", en: "its rotation is none of 0, 90, 180 and 270")
        case .content: Bilingual(zh: "页面内容缺失", en: "a part of its content is missing")
        case .annotation: Bilingual(zh: "批注没有固定外观", en: "an annotation brings no picture of its own")
        case .picture: Bilingual(zh: "索引颜色表写法不规整", en: "a table of colours is written in an unusual way")
        case .form: Bilingual(zh: "表单由阅读软件绘制", en: "readers are told to draw its form")
        case .layer: Bilingual(zh: "图层设置不是简单形式", en: "the configuration of layers is not a simple one")
        }
    }
}

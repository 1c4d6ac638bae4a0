/// What people put into passwords everywhere, and here.
enum PasswordWords {
    /// Rows and columns of the keyboard, the alphabet, the digits; a part of one is foreseeable forwards and backwards.
    private static let runs = [
        "01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop[]", "asdfghjkl;'", "zxcvbnm,./", "!@#$%^&*()_+", "qazwsxedcrfvtgbyhnujmikolp",
        "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p", "zaq1xsw2cde3vfr4bgt5nhy6mju7", "qazxswedcvfrtgbnhyujm", "1q2w3e4r5t6y7u8i9o0p",
        "q1w2e3r4t5y6u7i8o9p0", "1qa2ws3ed4rf5tg6yh7uj", "11223344556677889900", "102030405060708090", "010203040506070809", "1a2b3c4d5e6f7g8h",
        "a1b2c3d4e5f6g7h8", "1z2x3c4v5b6n7m", "4815162342",
    ]

    /// Words and usual sequences, and every part of a run of three keys or more, either way.
    static let pieces: Set<String> = {
        var pieces = Set((english + pinyin + trade + chinese).flatMap { $0.split(separator: " ").map(String.init) })
        for run in runs.flatMap({ [Array($0), Array($0.reversed())] }) {
            for start in run.indices {
                for length in 3...20 where start + length <= run.count { pieces.insert(String(run[start..<start + length])) }
            }
        }
        return pieces
    }()

    private static let english = [
        "password passwort passwd pass word letmein welcome login user users test testing guest admin administrator root master super superman batman",
        "dragon monkey shadow sunshine princess football baseball basketball soccer hockey iloveyou love lovely lover forever angel angels flower flowers",
        "secret secure security access account changeme default temp temporary computer internet server system windows linux apple google facebook",
        "samsung nokia sony ericsson playstation nintendo microsoft china beijing shanghai office company work hello world money happy lucky summer winter",
        "spring autumn monday friday sunday january july october november december michael jordan michelle jessica ashley daniel charlie thomas robert",
        "george jennifer andrew joshua matthew justin anthony hunter killer ranger tigger buster cheese cookie banana orange purple yellow silver golden",
        "black white green blue red star wars starwars trustno freedom whatever nothing qwe asd zxc abc xyz qwer asdf zxcv wasd final fantasy counter strike",
        "leave alone need for speed the you and are with your who daddy mama baby babygirl friend friends best good life time games game gamer player king",
        "queen prince god jesus christ heaven family mother father sister brother house home dog cat fish bird horse lion tiger eagle phoenix ninja pirate",
        "mustang ferrari porsche corvette mercedes harley yamaha honda toyota chelsea liverpool arsenal barcelona madrid united merlin matrix hacker chicken",
        "wing girl boys girls james bond devil cry fuck shit pussy sexy hot dick cock asshole bitch porn sex new project business web solutions domain lock",
        "in is it of on or to me my i a mr ms dr see dead people play station again number one two three four five six seven eight nine ten",
    ]

    private static let pinyin = [
        "woaini woaiwojia wodemima mima nihao zhongguo woshi aini wo ai ni taobao weixin qq alibaba baidu tencent huawei xiaomi zhang wang li zhao liu",
        "chen yang huang zhou wu xu sun ma zhu hu guo he lin luo gao zheng liang xie song tang han feng deng cao peng zeng xiao tian dong pan yuan cai",
        "jiang yu du ye cheng wei su lu ding ren shen yao jiangsu nanjing guangzhou shenzhen tianjin chongqing xiaoming xiaohong laopo laogong baobao",
        "gongzuo diannao gongsi yonghu guanliyuan shouji dianhua haoma wan shui longnian xingfu kuaile jiankang pingan facai gongxi xinnian",
    ]

    /// Words of the work that people do here.
    private static let trade = [
        "lianshen lian shentu tushen shencha shenpi tuzhi sheji shejiyuan jianzhu jiegou xiaofang renfang guihua qixiang jianshe zhujian shigong review",
        "drawing drawings building fire structure planning civil defence engineer architect design institute cad autocad dwg pdf tianzheng",
    ]

    private static let chinese = [
        "密码 口令 管理员 用户 你好 我爱你 中国 北京 上海 江苏 南京 联审 图审 审图 审查 图纸 设计院 消防 结构 规划 人防 建筑 工程 公司 平安 快乐 幸福 发财 "
            + "520 521 1314 5201314 1314520 7758521 147258369 159357 789456123 741852963 88888888 666666 168168 110119 10086 12306 007"
    ]
}

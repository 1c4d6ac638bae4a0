/// Passwords of twelve characters or more that stand in two public lists of the 40,000 most frequent ones, and that do not fall apart into pieces.
///
/// Kept as digests (FNV-1a, 64 bits): many are not fit to print. What stands in such a list is no secret, so the digest need not be one that keeps any.
enum FrequentPasswords {
    /// Whether a password is one of them.
    static func contain(_ password: String) -> Bool {
        let digest = password.lowercased().utf8.reduce(0xcbf2_9ce4_8422_2325) { (digest: UInt64, byte) in (digest ^ UInt64(byte)) &* 0x100_0000_01b3 }
        return digests.contains(digest)
    }

    private static let digests: Set<UInt64> = [
        0x0270a9ca8abe4f3b, 0x048bee01b3178a6e, 0x0787388a4268aa9b, 0x087f5ce9e0a485e8, 0x08966b5086da44ab, 0x08c566b3b4d74fb1,
        0x09a481ec0ba57de9, 0x09e3bba2ce34e7a5, 0x09ebb12d0b00cf90, 0x0a2354df062b7d2b, 0x0aee3465ae472b58, 0x0b65616a267a3dc5,
        0x0c7e9b33e365692b, 0x0decf8a2fea90ddf, 0x111b763b2f850aa8, 0x1530033186790506, 0x1b05ae35b7bc9eb9, 0x1b4a2aae79b627dd,
        0x1f36d46dd56fff46, 0x1f46cc89d81b4031, 0x20bbe819d784fe4d, 0x20db5ebf3752b67b, 0x240cd314addc2f65, 0x2616fcbef866d89a,
        0x2a4a245366597ee8, 0x2ad527ab6e7cc9c4, 0x2b68445b8da418dd, 0x2ba9a43bd55a429d, 0x31a34982b1d7b60f, 0x31af77c06b480a60,
        0x323c679d6f31b46c, 0x33a9110169c18807, 0x34591b17112f6dd2, 0x365619acf3cd1cbd, 0x3bb690dd171f0978, 0x3d5ba3dce1fcc2a2,
        0x3e6e6333600bfd2f, 0x412dfdf15830ac75, 0x41ffb4740546375c, 0x429b9c4a6d14b7bf, 0x42f18692da760e34, 0x444cdce3ddbaa370,
        0x4469cc6c2a069c71, 0x4500dafe6ec9b31d, 0x474e472e2e2b024c, 0x4843f8f45ddca476, 0x49e3403a5cc60a01, 0x4a975b9090ea753e,
        0x4a9770710d2abd6a, 0x4bfa09aff85a7d9d, 0x4c01c2ac25839290, 0x4d516e040de6b362, 0x4d65a2f8a1faad00, 0x50f9cb9f30bcc1b7,
        0x528fe4bd0e9bfa98, 0x52bb616d7eff6e46, 0x548770f25aef8bde, 0x54fec5e0fe3ee9fe, 0x58c5ddf542fc40c9, 0x592ecd7ebaea28ee,
        0x5c9c2a5407d685ac, 0x5cc180d5ee119b63, 0x5f05a4b5584dcce8, 0x600727a22afaac67, 0x61f39ded65fe63fe, 0x61f86a169c9426a2,
        0x622d93d1bf62c55c, 0x62d881e0913fd231, 0x682646b646e7f43d, 0x686f6bead269d8b5, 0x694c5e8cbcde567c, 0x69c5dff25da807b1,
        0x6adb474b87529413, 0x6b8dcefb5a2dc56c, 0x6b98cd24f636c235, 0x6ba9bd24f6451a38, 0x6bd75fc9600856e9, 0x6d254594325f54f2,
        0x6d97c944092ff7c8, 0x6e6cfd9ac4032f79, 0x702f389de03fde84, 0x7186f434c9c991c4, 0x71fb9a232298958e, 0x7317360c31702966,
        0x73df9992962fac7c, 0x743b9192967dfd91, 0x76976da6b9a7bc9b, 0x777f78a0ca72a5ca, 0x78f422a8d8e006b3, 0x78fa2f3591223ad4,
        0x79325576cfc69fed, 0x7936af3b85ad9714, 0x7b3b1cb7fa0abd1a, 0x7c975119e7f4df60, 0x7e087da5bd5ee3d6, 0x8025d7fa1ddc116a,
        0x805e268556289c15, 0x82d370fe5a895fd2, 0x838ca528bb7a4e5e, 0x83f7b84edfed6353, 0x847e646f532108b9, 0x849f3b27bc3aaa9a,
        0x864ea21382199712, 0x880bb9ade3c904ed, 0x88c4dfdc8f676806, 0x891cf1fa1b71d819, 0x915e45705962fed6, 0x91b9a858ff419541,
        0x9560ebc5b92ae5af, 0x95712433a3cb3b04, 0x988cf7f9cd0d823f, 0x98fd878e5ae5af32, 0x9c3a6191af4e0815, 0x9db9758a6339950f,
        0x9f60f69cad34fc4d, 0x9fee0cedfc47627f, 0xa038977c2ecb82e2, 0xa196edaf05164be8, 0xa78a61b580f47ee5, 0xa78caf57d3b0260c,
        0xa86366e2bf92fa60, 0xa8664d0aeeac00bc, 0xa936ea7d3ad0c1fc, 0xa9bde45636ab75ae, 0xaa88eb05a98972e3, 0xab4aaa14c2c8735b,
        0xaca2d28162cfd8f1, 0xad6d46cba47b3c13, 0xae30630dd3bab5d3, 0xaf126304c10ac834, 0xaf8f71c54f8fc57f, 0xb1bec48ad0eb751d,
        0xb37058c842f7c16c, 0xb405a7c57604ba69, 0xb49acb249d9a1e4e, 0xb506a467b397c716, 0xb6069a2c757d94cc, 0xb6b9d1849d55c840,
        0xb6fac43f1a48a2c8, 0xb954848741da7cb4, 0xc1b613108a17418d, 0xc2f8beb78f1c8b2b, 0xc303f85bf77e2be8, 0xc31e4c054e188eb4,
        0xc566101dbc6aeaa7, 0xc6ff3864727b2f11, 0xc97d5497b091758a, 0xccc85b420ac24659, 0xd05d8a08be7a5deb, 0xd17f57236a2d512b,
        0xd2866989deff3bd3, 0xd7ef982d560aa4d3, 0xd8cf89b254a3a507, 0xd8e189b7a5f79e81, 0xdbfecfa27a2fbd03, 0xdc28f9ec7aeede20,
        0xdd9527460822af2b, 0xdff36840426ea063, 0xe157768d69ad602f, 0xe35c69a5590c6cbd, 0xe47aa73abbefb188, 0xe6a62ccde75a36c3,
        0xe8a63d8bc59aef8d, 0xe8c44762674ee7d5, 0xe9a01647edcd1a91, 0xe9caf06c9072dc1c, 0xebec487ccf0dd64d, 0xebeffc2bedabd4d8,
        0xece9ccd71af3cecf, 0xecf06acc464b3255, 0xeef0f5d2ebe398b4, 0xf0cfa7c45591dc42, 0xf125bc38ae33a75c, 0xf19537566e292fe9,
        0xf294c3cfe9962f63, 0xf3f29e82aaacbf9d, 0xf5264acf911092a4, 0xf53b749fbd6b5b57, 0xf72059bd880a082b, 0xf978e51b9a216134,
        0xf9dded1e619ab69f, 0xfaf68f29432775dc, 0xfcd5e851658d1605, 0xfecbb87731b17f16,
    ]
}

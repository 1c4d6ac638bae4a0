@main struct Lianshen { static func main() {} }

extension SampleCase {
    /// The holidays that every year has; those of the moon on a day that is only an example. For a year whose notice the product does not know.
    public static func holidays(of year: Int) -> [(day: String, name: String, source: String)] {
        [("01-01", "元旦"), ("02-10", "春节"), ("04-05", "清明节"), ("05-01", "劳动节"), ("06-10", "端午节"), ("10-01", "国庆节")].map { day, name in
            (day: "\(year)-\(day)", name: name, source: "【样例】并非放假通知 sample, no notice")
        }
    }
}

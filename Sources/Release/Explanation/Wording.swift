/// How a result is said in one language; `{from}`, `{to}`, `{party}`, `{agreement}`, `{article}`, `{level}`,
/// `{other}`, `{value}` and `{day}` stand for the values of the ground.
struct Wording {
    /// What was found.
    var text: String
    /// The smallest change that would turn it into a yes; nil if the result is one, or nothing would.
    var remedy: String?
    /// The change where the ground names no other level, if it is another one.
    var remedyWithoutOther: String?

    init(_ text: String, _ remedy: String? = nil, withoutOther: String? = nil) {
        (self.text, self.remedy, remedyWithoutOther) = (text, remedy, withoutOther)
    }
}

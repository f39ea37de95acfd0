/// How a workbook is laid out.
public struct SheetStyle: Sendable, Hashable {
    /// What stands at the head and foot of each page, such as a banner that says that all of it is an exercise.
    public var banner: String?
    /// What the file is called in its properties.
    public var title: String?
    /// The row that has the names of columns, from 1: it stands out, and stays in sight with all above it; nil for
    /// none.
    public var head: Int?

    /// A layout.
    public init(banner: String? = nil, title: String? = nil, head: Int? = 1) {
        (self.banner, self.title, self.head) = (banner, title, head)
    }
}

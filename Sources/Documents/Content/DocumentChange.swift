/// A tracked change of a document.
public struct DocumentChange: Sendable, Hashable {
    /// What was done; the raw values are what programs read.
    public enum Kind: String, Sendable, CaseIterable {
        /// Text was put in.
        case inserted = "ins"
        /// Text was taken out.
        case deleted = "del"
        /// Text stands here that stood elsewhere.
        case movedHere = "move-to"
        /// Text stood here that stands elsewhere.
        case movedAway = "move-from"
        /// The end of a paragraph was put in: one became two.
        case markInserted = "mark-ins"
        /// The end of a paragraph was taken out: two became one.
        case markDeleted = "mark-del"
        /// A row of a table was put in.
        case rowInserted = "row-ins"
        /// A row of a table was taken out.
        case rowDeleted = "row-del"
        /// A cell of a table was put in.
        case cellInserted = "cell-ins"
        /// A cell of a table was taken out.
        case cellDeleted = "cell-del"
        /// Cells of a table were made one, or one was cut.
        case cellMerged = "cell-merge"
        /// A content control was put around text.
        case controlInserted = "control-ins"
        /// A content control was taken from around text.
        case controlDeleted = "control-del"
        /// The number of a paragraph was put in, or another.
        case number
        /// How something looks.
        case format

        /// Whether what it is about is not there when it is rejected.
        var inserts: Bool {
            switch self {
            case .inserted, .movedHere, .markInserted, .rowInserted, .cellInserted: true
            default: false
            }
        }

        /// Whether what it is about is not there when it is accepted.
        var deletes: Bool {
            switch self {
            case .deleted, .movedAway, .markDeleted, .rowDeleted, .cellDeleted: true
            default: false
            }
        }
    }

    /// What was done.
    public let kind: Kind
    /// Whose it is, as the file has it: a side, or a person.
    public let side: String
    /// When, as an instant (`2027-03-01T09:00:00Z`); nil where the file only has a local time.
    public let instant: String?
    /// When, on the clock of whoever made it (`2027-03-01T18:00:00`); empty where the file does not say.
    ///
    /// `w:date` has a `Z` that means nothing ([MS-DOCX] 2.7.4): it is a local time without a zone.
    public let local: String
    /// The paragraph of the file, from 1, with everything counted that stands in it.
    public internal(set) var paragraph: Int
    /// What was put in or taken out.
    public internal(set) var text: String
}

/// A comment on a document.
public struct DocumentComment: Sendable, Hashable {
    /// What the file calls it.
    public let id: String
    /// The comment that it answers; nil for the first of a thread.
    public internal(set) var parent: String?
    /// Whether its thread is done.
    public internal(set) var isDone: Bool
    /// Whose it is, as the file has it.
    public let side: String
    /// When, as an instant; nil where the file only has a local time.
    public internal(set) var instant: String?
    /// When, on the clock of whoever made it; empty where the file does not say.
    public let local: String
    /// What it says, a line for each paragraph.
    public let text: String
    /// The text that it is about, deleted and inserted text included; its first `DocumentLimits.anchor` characters.
    public internal(set) var anchor: String
    /// The paragraph of the file where that begins, from 1; 0 where nothing is.
    public internal(set) var paragraph: Int
}

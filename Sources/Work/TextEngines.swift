package import JSON
package import NormalForms
package import PatternMatching

/// What a reader's desk can do with texts, drafts and patterns that a workspace itself has no means for, handed to it
/// as values.
public struct TextEngines {
    /// Reads the draft of an agreement with some articles as they are given; nil where there are no agreements here.
    package let draft: (TiedDraft) throws(SeenFault) -> DraftForm?
    /// Two versions of a text put together by phrase; nil where they are too long.
    package let merge: (MergeAsked) -> [MergedPiece]?
    /// What patterns are held against texts with; nil where nothing can be.
    package let patterns: (any PatternTools)?
    /// The values that stand in a text: addresses, host names, hashes and the like.
    package let values: (String) -> [GivenValue]
    /// How values are compared; nil where they can't be.
    package let forms: NormalForms?
    /// What asks the warning lists about values; nil where there are none.
    package let listing: () -> (([NormalForm]) -> [ListedValue])?
    /// The party's own rules by which the worth of indicators falls; nil where it has none.
    package let decay: () throws(SeenFault) -> JSONDocument?
    /// What the agreements say of forces of one state in another one.
    package let cover: (ForcesStay) throws(SeenFault) -> CoveredStay

    /// What a desk can do; left out, nothing.
    package init(
        draft: @escaping (TiedDraft) throws(SeenFault) -> DraftForm? = { _ in nil },
        merge: @escaping (MergeAsked) -> [MergedPiece]? = { _ in nil },
        patterns: (any PatternTools)? = nil,
        values: @escaping (String) -> [GivenValue] = { _ in [] },
        forms: NormalForms? = nil,
        listing: @escaping () -> (([NormalForm]) -> [ListedValue])? = { nil },
        decay: @escaping () throws(SeenFault) -> JSONDocument? = { nil },
        cover: @escaping (ForcesStay) throws(SeenFault) -> CoveredStay = { _ in .unknown }
    ) {
        (self.draft, self.merge, self.patterns) = (draft, merge, patterns)
        (self.values, self.forms, self.listing, self.decay) = (values, forms, listing, decay)
        self.cover = cover
    }
}

/// A value that stands in a text, as an object of STIX has it.
package struct GivenValue: Sendable, Hashable {
    /// The type of the object.
    package let type: String
    /// The algorithm of a hash; nil for anything else.
    package let hash: String?
    package let value: String

    package init(type: String, hash: String? = nil, value: String) {
        (self.type, self.hash, self.value) = (type, hash, value)
    }
}

/// An article of a draft as a row of a text would have it.
package struct TiedArticle: Sendable, Hashable {
    /// The row.
    package let row: String
    /// The article as people write it.
    package let article: String
    /// Its rules in the agreement language; nil: as the own draft has it.
    package let accord: String?
}

/// The draft of an agreement, as far as the rows of a text say what it is.
package struct TiedDraft: Sendable, Hashable {
    /// The draft's name.
    package let agreement: String
    /// The identities of the parties.
    package let parties: [String]
    /// The articles of the rows that are tied to one.
    package let articles: [TiedArticle]
}

/// A draft as it was read: the digest of each article, and what could not be read.
package struct DraftForm: Sendable {
    /// What is wrong in a row's article.
    package struct Fault: Sendable {
        package let row: String
        package let code: String
        package let message: String
        package let line: Int
        package let column: Int

        package init(row: String, code: String, message: String, line: Int, column: Int) {
            (self.row, self.code, self.message) = (row, code, message)
            (self.line, self.column) = (line, column)
        }
    }

    /// Whether the node has a draft of this name of its own.
    package let isHere: Bool
    /// SHA-256 of what each article says, in hexadecimal digits, by its name.
    package let articles: [String: String]
    /// The same over the parties and all articles together.
    package let digest: String
    package let faults: [Fault]

    package init(isHere: Bool, articles: [String: String], digest: String, faults: [Fault]) {
        (self.isHere, self.articles, self.digest, self.faults) = (isHere, articles, digest, faults)
    }
}

/// A base and what two sides made of it, in one language.
package struct MergeAsked: Sendable {
    package let base: String
    package let ours: String
    package let theirs: String
    package let language: String
}

/// A piece of what two sides made of a text: whose it is, and what stood there before and stands there in each.
package struct MergedPiece: Sendable, Equatable {
    /// `keep`, `ours`, `theirs` or `conflict`.
    package let kind: String
    package let base: String
    package let ours: String
    package let theirs: String

    package init(kind: String, base: String, ours: String, theirs: String) {
        (self.kind, self.base, self.ours, self.theirs) = (kind, base, ours, theirs)
    }
}

package import Calls

/// How much the registry takes in and gives out at once; the one place for it.
package enum RegistryLimits {
    /// Characters of a name, a place, a registry or a reference.
    package static let line = 200
    /// Characters of a reason or a remark.
    package static let text = 2_000
    /// Copies that are made in one act, and copies of an entry in all.
    package static let (copiesAtOnce, copies) = (50, 1_000)
    /// Copies that are written down at once at a muster.
    package static let sightings = 200
    /// Transfers and destructions of an entry.
    package static let records = 1_000
    /// Rows of a page without and with a `limit`.
    package static let (page, longestPage) = (50, 200)
    /// Musters and waiting destructions that are listed.
    package static let listed = 200

    /// A text of one line.
    package static let lineShape = Shape.text(1, line)
    /// A reason or a remark.
    package static let textShape = Shape.text(1, text)
}

/// What was met when it came in, as its reader may see it: indicators with the observations to look at.
///
/// Whether they are met by what the reader may know of them is for whoever looks.
package struct SeenArrivals {
    /// An indicator with what meets it, each read when it is looked at.
    package struct Group {
        /// The indicator; nil if there is none that the reader may see.
        package let indicator: () throws(SeenFault) -> SeenObjects.Held?
        /// The identifiers of what was observed, the newest first, so many at most.
        package let observed: (Int) throws(SeenFault) -> [String]
        /// When the newest was found, in microseconds since 1970.
        package let found: Int64

        package init(
            indicator: @escaping () throws(SeenFault) -> SeenObjects.Held?,
            observed: @escaping (Int) throws(SeenFault) -> [String],
            found: Int64
        ) {
            (self.indicator, self.observed, self.found) = (indicator, observed, found)
        }
    }

    /// The groups, the newest first.
    package let groups: [Group]
    /// Whether that is all.
    package let isWhole: Bool

    package init(_ groups: [Group] = [], isWhole: Bool = true) { (self.groups, self.isWhole) = (groups, isWhole) }
}

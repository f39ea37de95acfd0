package import Correlation
package import NormalForms

/// Who has a value among the objects that one reader may see: what is hidden has no part in it.
package struct SeenValues {
    /// Some objects, and whether there are more.
    package struct Found {
        /// The newest first.
        package let objects: [SeenObjects.Held]
        package let isMore: Bool

        package init(_ objects: [SeenObjects.Held] = [], isMore: Bool = false) {
            (self.objects, self.isMore) = (objects, isMore)
        }
    }

    /// Whether all is looked at; for a while after an update it is not.
    package let isWhole: () throws(SeenFault) -> Bool
    /// The newest objects that have a value, so many at most.
    package let holders: (ValueKey, Int) throws(SeenFault) -> Found
    /// Objects that have a value within a span, so many at most.
    package let within: (ValueSpan, Int) throws(SeenFault) -> Found
    /// The networks around an address or a network, the narrowest first; who has them is to be asked.
    package let networks: (NetworkRange) throws(SeenFault) -> [NetworkRange]

    /// What is found; left out, nothing.
    package init(
        isWhole: @escaping () throws(SeenFault) -> Bool = { true },
        holders: @escaping (ValueKey, Int) throws(SeenFault) -> Found = { _, _ in Found() },
        within: @escaping (ValueSpan, Int) throws(SeenFault) -> Found = { _, _ in Found() },
        networks: @escaping (NetworkRange) throws(SeenFault) -> [NetworkRange] = { _ in [] }
    ) {
        (self.isWhole, self.holders, self.within, self.networks) = (isWhole, holders, within, networks)
    }

    /// The objects of a view that have a value.
    package func holders<View: WorkObject>(of key: ValueKey, _ most: Int, as view: View.Type) throws(SeenFault)
        -> (objects: [Seen<View>], isMore: Bool)
    {
        let found = try holders(key, most)
        return (found.objects.compactMap(Seen.init), found.isMore)
    }

    /// The objects of a view that have a value within a span.
    package func within<View: WorkObject>(_ span: ValueSpan, _ most: Int, as view: View.Type) throws(SeenFault)
        -> (objects: [Seen<View>], isMore: Bool)
    {
        let found = try within(span, most)
        return (found.objects.compactMap(Seen.init), found.isMore)
    }
}

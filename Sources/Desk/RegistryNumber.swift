package import Store

/// The number of an entry in an address: `2026-17`.
package struct RegistryNumber: Sendable, Equatable {
    package let year: Int64
    package let running: Int64

    /// The number that a text is; nil if it is none.
    package init?(_ text: String) {
        let parts = text.split(separator: "-", omittingEmptySubsequences: false)
        guard parts.count == 2, text.utf8.count <= 24, parts.allSatisfy({ $0.allSatisfy(\.isNumber) }),
            let year = Int64(parts[0]), let running = Int64(parts[1]), year > 0, running > 0
        else { return nil }
        (self.year, self.running) = (year, running)
    }

    /// The number of an entry.
    package init(_ entry: StoredRegistryEntry) { (year, running) = (entry.year, entry.running) }

    /// As it stands in addresses.
    package var text: String { "\(year)-\(running)" }
}

/// How high banners stand, as they are shown: what is classified or unclear, then what bears no marking, then TLP.
///
/// Levels of different schemes have no order here, so none stands above another. What has no marking stands above TLP,
/// since nobody has said who may have it.
package enum BannerOrder {
    /// TLP 2.0, the lowest first.
    private static let tlp = ["TLP:CLEAR", "TLP:GREEN", "TLP:AMBER", "TLP:AMBER+STRICT", "TLP:RED"]

    /// A text by which banners are in order, the highest first.
    /// - Parameter banner: the banner; empty for none.
    /// - Returns: the text.
    package static func key(_ banner: String) -> String {
        if banner.isEmpty { return "1" }
        guard let level = tlp.firstIndex(of: banner) else { return "0 \(banner)" }
        return "2 \(tlp.count - level)"
    }

    /// The highest of some banners; all of those that have no order among themselves.
    /// - Parameter banners: the banners.
    /// - Returns: what stands on a page or a file that has them all; empty where the highest is no marking.
    package static func highest(_ banners: some Sequence<String>) -> String {
        let order = Set(banners).sorted { key($0) < key($1) }
        let classified = order.filter { key($0).hasPrefix("0") }
        return classified.isEmpty ? order.first ?? "" : classified.joined(separator: " · ")
    }
}

public import JSON

/// For whom an event was meant where it came from: a proposal, never more than an agreement gives.
public struct MISPAudience: Sendable, Equatable {
    /// Somebody who may be meant.
    public struct Organisation: Sendable, Equatable {
        /// Its UUID, or empty.
        public let uuid: String
        /// Its name.
        public let name: String
    }

    /// 0 own organisation, 1 community, 2 connected communities, 3 all, 4 a sharing group.
    public private(set) var distribution = 0
    /// The organisations of the sharing group; nobody for other distributions.
    public private(set) var organisations: [Organisation] = []
    /// The name of the sharing group.
    public private(set) var group: String?

    /// Nobody.
    public init() {}

    /// Of an event; what it does not say is read as the own organisation alone.
    /// - Parameter event: the event.
    public init(_ event: JSONValue) {
        let said = event["distribution"]
        distribution = said?.integer ?? said?.string.flatMap { Int($0) } ?? 0
        guard distribution == 4, let group = event["SharingGroup"] else { return }
        self.group = group["name"]?.string
        var found = (group["SharingGroupOrg"].map { Array($0.elements) } ?? []).compactMap {
            $0["Organisation"] ?? $0
        }
        if let own = group["Organisation"] { found.append(own) }
        for one in found {
            let organisation = Organisation(
                uuid: one["uuid"]?.string?.lowercased() ?? "",
                name: one["name"]?.string ?? ""
            )
            let isNamed = !organisation.uuid.isEmpty || !organisation.name.isEmpty
            if isNamed, !organisations.contains(organisation) { organisations.append(organisation) }
        }
    }

    /// Whether a part of the event is meant for fewer than the event; 5 is what the event says.
    func isNarrower(_ part: JSONValue) -> Bool {
        let said = part["distribution"]
        guard let number = said?.integer ?? said?.string.flatMap({ Int($0) }), number != 5, number != distribution
        else { return false }
        return number == 4 || distribution == 4 || number < distribution
    }

    /// Whether everybody may be meant whom the agreements name.
    public var isForAll: Bool { distribution == 2 || distribution == 3 }
}

/// What devices were given and told before, by digests alone: until the node is started anew, and within bounds.
///
/// Who asks with an older mark than is known gets everything again; what is forgotten of a giving makes one more
/// entry in the log.
struct CalendarMemory {
    /// So many devices.
    static let devices = 1_000
    /// So many lists of one device.
    static let lists = 8
    /// So many marks of all lists together.
    static let marks = 1_000_000

    private var given: [[UInt8]: String] = [:]
    private var listed: [[UInt8]: [(token: String, marks: [String: String])]] = [:]
    /// How many marks there are.
    private(set) var count = 0

    /// The digest of what a device was given last.
    func lastGiven(to device: [UInt8]) -> String? { given[device] }

    /// A device was given something.
    mutating func gave(_ digest: String, to device: [UInt8]) {
        if given.count >= Self.devices { given = [:] }
        given[device] = digest
    }

    /// What a device was told under a token; nil if that is not known any more.
    func marks(_ token: String, of device: [UInt8]) -> [String: String]? {
        listed[device]?.first { $0.token == token }?.marks
    }

    /// A device was told a list.
    mutating func remember(_ marks: [String: String], _ token: String, for device: [UInt8]) {
        if listed.count >= Self.devices && listed[device] == nil || count + marks.count > Self.marks {
            (listed, count) = ([:], 0)
        }
        var lists = listed[device] ?? []
        count -= lists.reduce(0) { $0 + $1.marks.count }
        lists.removeAll { $0.token == token }
        lists.append((token, marks))
        lists = Array(lists.suffix(Self.lists))
        count += lists.reduce(0) { $0 + $1.marks.count }
        listed[device] = lists
    }
}

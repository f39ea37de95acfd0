/// A word that the store keeps for the node itself.
public enum Setting: Sendable, Equatable {
    /// A backup was restored in which there was no log yet: the log that is opened begins closed.
    case restored
    /// What bears a statement has to be judged again.
    case statements
    /// What is held has to be looked through for what the registry has no entry of.
    case registry
    /// Up to which file of a partner's courier the partner was told that they were read.
    case courierTold(partner: String)
    /// Which agreements a partner told last, as JSON.
    case agreementsTold(partner: String)
    /// That an account has seen the first steps of its roles.
    case introduced(account: String)
    /// What leaves in the calendars of people, as JSON.
    case calendars
    /// On which days a seat does not work, as JSON that an administrator loaded.
    case workingDays(seat: String)
    /// By mail, how an account is told that something waits, as JSON.
    case notices(account: String)
    /// Since when mail cannot be handed over, and why.
    case mailProblem
    /// When mail was handed over last.
    case mailSent
    /// Who fetches files for programs that detect, as JSON.
    case consumers
    /// What a consumer of such files was given last, as JSON.
    case consumerGiven(consumer: String)
    /// What such files may be used for where nothing is marked, as JSON.
    case unmarkedUse
    /// Which indicators a file of a consumer had last, as the beginnings of digests in base 64.
    case consumerObjects(consumer: String, file: String)
    /// By which rules of its own the party reckons what indicators are worth, as JSON.
    case decayRules
    /// Where the console may have sources and hooks, as JSON.
    case listedServers
    /// What is another text after each change of what markings mean.
    case markings
    /// When an account looked at what is new, as JSON.
    case newsVisit(account: String)

    /// The name of its row.
    var name: String {
        switch self {
        case .restored: "restored"
        case .statements: "statements"
        case .registry: "registry"
        case .courierTold(let partner): "courier-told \(partner)"
        case .agreementsTold(let partner): "agreements-told \(partner)"
        case .introduced(let account): "introduced \(account)"
        case .calendars: "calendars"
        case .workingDays(let seat): "working-days \(seat)"
        case .notices(let account): "notices \(account)"
        case .mailProblem: "mail-problem"
        case .mailSent: "mail-sent"
        case .consumers: "consumers"
        case .consumerGiven(let consumer): "consumer-given \(consumer)"
        case .unmarkedUse: "unmarked-use"
        case .consumerObjects(let consumer, let file): "consumer-objects \(consumer) \(file)"
        case .decayRules: "decay-rules"
        case .listedServers: "listed-servers"
        case .markings: "markings"
        case .newsVisit(let account): "news-visit \(account)"
        }
    }
}

/// Reading and writing the rows of `setting`.
public struct SettingRows {
    private let connection: Connection

    /// The settings behind a connection.
    /// - Parameter connection: the connection.
    public init(_ connection: Connection) { self.connection = connection }

    /// What was kept under a setting.
    /// - Parameter setting: the setting.
    /// - Returns: the text, or nil if nothing was.
    /// - Throws: `StoreError`.
    public func value(_ setting: Setting) throws(StoreError) -> String? {
        try connection.first(Statements.Setting.find, [.text(setting.name)]) { $0.text(0) }
    }

    /// Keeps a text under a setting, in place of what was there.
    /// - Parameters:
    ///   - setting: the setting.
    ///   - value: the text.
    /// - Throws: `StoreError`.
    public func put(_ setting: Setting, _ value: String) throws(StoreError) {
        try connection.run(Statements.Setting.put, [.text(setting.name), .text(value)])
    }

    /// Forgets a setting; nothing happens if it is not there.
    /// - Parameter setting: the setting.
    /// - Throws: `StoreError`.
    public func remove(_ setting: Setting) throws(StoreError) {
        try connection.run(Statements.Setting.remove, [.text(setting.name)])
    }
}

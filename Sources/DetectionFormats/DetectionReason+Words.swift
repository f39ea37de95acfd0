extension DetectionReason {
    /// Why, in a sentence.
    public var words: String {
        switch self {
        case .actions: "its marking does not allow what the file is for"
        case .wrong: "it is not well-formed"
        case .language: "its pattern is in another language than the format's"
        case .several: "it asks for several observations, an order or a time"
        case .together: "it asks for several properties of one object at once"
        case .negated: "it asks for what is not so, which a record without the property meets in some programs"
        case .negatedFields: "it asks for what is not so over several fields, which Splunk turns around"
        case .operation: "it compares in a way that the format has not"
        case .property: "it asks for something of which the format knows nothing"
        case .direction: "it asks for one direction of traffic, which the format cannot say"
        case .sources: "what it asks for together comes from records of different sources"
        case .malformed: "the value is not well-formed"
        case .letters: "written, but programs that follow IDNA 2003 look for this other name"
        case .everything: "the network has all addresses"
        case .local: "the addresses are private or local, and each place has its own"
        case .top: "the name is one of the top: all that is below it would be met"
        case .reserved: "the format itself gives the name a meaning"
        case .long: "it is longer than the format can have it"
        case .characters: "it has characters that the format has no way to write"
        case .fragment: "it has a fragment, which is never sent"
        case .unsafe: "the rule could do more than look"
        case .unclear: "programs read the rule differently"
        case .path: "written, but of an encrypted address only the name is looked for: the path is lost"
        case .zeroOfThem: "written, but `0 of them` is read in two ways: `none of them` is clear"
        case .nameAlone: "written, but in a list only the name itself is looked for, not the names below it"
        case .started: "written, but only programs that are started are looked at"
        case .listed: "written, but a warning list has the value"
        case .onList: "a warning list has the value, and such lines are not wanted"
        }
    }
}

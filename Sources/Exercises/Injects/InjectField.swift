/// What a list of injects (MEL/MIL, MSEL) says of each; the raw values are what programs read.
public enum InjectField: String, Sendable, CaseIterable, Hashable {
    /// By which it is known in the list.
    case number
    /// The day on which it is played, where that has a column of its own.
    case day
    /// When it is played, as it is written: see `InjectBasis`.
    case time
    /// The zone or place whose clock the time is on.
    case zone
    /// What it is called.
    case title
    /// The storyline that it belongs to.
    case storyline
    /// The main event of the storyline.
    case event
    /// The incident of the event.
    case incident
    /// What is injected: its kind, or its name under the incident.
    case inject
    /// Who sends it, as it is played.
    case from
    /// Who gets it: the training audience.
    case to
    /// How it is sent: by mail, telephone, chart, paper.
    case means
    /// The words that are sent.
    case text
    /// What the training audience is expected to do.
    case expected
    /// The objective that it serves.
    case objective
    /// Who in the control staff answers for it.
    case responsible
    /// How far it is: see `InjectState`.
    case state
    /// The injects that it comes after.
    case dependency
    /// What else the control staff has to know.
    case remarks
}

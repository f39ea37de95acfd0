/// Which translation an act gives.
public enum TranslationTerms: Sendable, Hashable {
    /// The newest one that fits.
    case newest
    /// The one that it gave when it was made; what was translated later waits for another act.
    case given(id: String, version: String, language: String)
    /// None.
    case none
}

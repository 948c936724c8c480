package dev.intermission.simulation;

import dev.intermission.model.AdCampaignId;
import dev.intermission.port.AdCampaignRecords;
import dev.intermission.port.KeptAnswers;

/// The tables of campaigns and of kept answers, with what tests put there and see of them, so that
/// the same can be asked of the simulated store and of the real one.
interface Stores {
  AdCampaignRecords campaigns();

  KeptAnswers answers();

  /// Puts an item there as a writer other than Intermission may.
  void put(AdCampaignId id, Item item);

  /// What is stored now.
  Item item(AdCampaignId id);
}

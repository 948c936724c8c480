/// Demo accounts, ads, campaigns and credentials for the local runner. The records are made from
/// the sample items that also document the item contract.
@NullMarked
package dev.intermission.local.demo;

import org.jspecify.annotations.NullMarked;

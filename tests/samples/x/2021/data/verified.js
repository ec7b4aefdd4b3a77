window.YTD.verified.part0 = [ { "verified" : { "accountId" : "41", "verified" : false } } ]
